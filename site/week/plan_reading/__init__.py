"""Reading a school's plan: its Word file becomes duties by department, which somebody confirms."""
