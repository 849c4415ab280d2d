"""The window itself: home, menus, an opened plan, and the pages it turns to."""
