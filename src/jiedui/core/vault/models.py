"""No tables: Django sends its migration signals only to apps that have this module, and the keys are made on one."""
