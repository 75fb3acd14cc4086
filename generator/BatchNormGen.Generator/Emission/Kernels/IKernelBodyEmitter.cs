using BatchNormGen.Generator.Formulas;

namespace BatchNormGen.Generator.Emission.Kernels;

/// <summary>Writes the bodies of one kind of kernel: the statements of a method whose arguments are locals already.</summary>
internal interface IKernelBodyEmitter
{
    /// <summary>The body that computes a formula.</summary>
    void Emit(KernelFormula formula);
}
