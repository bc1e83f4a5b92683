"""What the tasks do, a module or package for each verb."""
