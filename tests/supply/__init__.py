"""What the project is made of: its dependencies, their versions and their licences."""
