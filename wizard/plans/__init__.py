"""The plan file, its history, its copies and the library it lives in.

Standard library only, except the readers of other people's formats: the home screen
lists plans before anything heavy is imported.
"""
