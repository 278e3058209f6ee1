"""What providers of different products do in their own way, and an application has to bear."""
