using System.Runtime.CompilerServices;

// Scratch on the stack is always written before it is read: clearing it would cost small predictions more than they take.
[module: SkipLocalsInit]
