using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BatchNormGen.Generator.Tests.Emission;

/// <summary>What the size of a method's code is measured by.</summary>
/// <param name="Name">The method, after its types.</param>
/// <param name="Bytes">The size of its IL.</param>
/// <param name="Locals">The number of its locals.</param>
/// <param name="LaneOperations">The calls of static members of a type parameter: each becomes instructions in place.</param>
internal readonly record struct MethodBody(string Name, int Bytes, int Locals, int LaneOperations);

/// <summary>Reads the bodies of an assembly's methods.</summary>
internal static class MethodBodies
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => (int)(ushort)code.Value);

    public static IReadOnlyList<MethodBody> Of(ImmutableArray<byte> image)
    {
        using PEReader file = new(image);
        MetadataReader metadata = file.GetMetadataReader();
        List<MethodBody> bodies = [];
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            MethodBodyBlock block = file.GetMethodBody(method.RelativeVirtualAddress);
            bodies.Add(new($"{TypeName(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}", block.GetILReader().Length, Locals(metadata, block), LaneOperations(block.GetILReader())));
        }

        return bodies;
    }

    /// <summary>The type's name, after those of the types around it.</summary>
    private static string TypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? name : $"{TypeName(metadata, outer)}.{name}";
    }

    private static int Locals(MetadataReader metadata, MethodBodyBlock block)
    {
        if (block.LocalSignature.IsNil)
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(block.LocalSignature).Signature);
        Assert.Equal(SignatureKind.LocalVariables, signature.ReadSignatureHeader().Kind);
        return signature.ReadCompressedInteger();
    }

    private static int LaneOperations(BlobReader code)
    {
        int operations = 0;
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE)
            {
                value = 0xFE00 | code.ReadByte();
            }

            OpCode opCode = OpCodesByValue[value];
            int operand = opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 * code.ReadInt32(),
                _ => 4,
            };
            code.Offset += operand;
            if (opCode == OpCodes.Constrained)
            {
                operations++;
            }
        }

        return operations;
    }
}
