/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine.tf.graph;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The operations that do nothing but compute tensors from tensors, and how gradients pass them. A graph
 * is a program, and there are operations that read and write files or run other programs; whatever is not
 * listed here is not run.
 */
public final class OperationTable {

	private static final Map<Backward, String> LISTED = new EnumMap<>(Map.of(
		Backward.THEIRS,
		"""
			Abs Acos Acosh Add AddN AddV2 Asin Asinh Atan Atanh AvgPool AvgPool3D BatchMatMul BatchMatMulV2
			BatchMatMulV3 BatchToSpace BatchToSpaceND BiasAdd Cast ClipByValue Conv2DBackpropInput Cos Cosh
			CropAndResize Cumsum DepthToSpace Div DivNoNan Einsum Elu Erf Exp ExpandDims Expm1 Fill GatherNd
			Identity Inv L2Loss LeakyRelu Lgamma Log Log1p MatMul MaxPool3D MaxPoolV2 Maximum Minimum
			MirrorPad Mul Neg Pack Pow RealDiv Reciprocal Relu Relu6 Reshape ResizeBicubic ResizeBilinear
			ResizeNearestNeighbor ReverseV2 Roll Rsqrt Select SelectV2 Selu Sigmoid Sign Sin Sinh Softmax
			Softplus Softsign SpaceToBatch SpaceToBatchND SpaceToDepth Split SplitV Sqrt Square
			SquaredDifference Squeeze Sub Tan Tanh Tile Transpose Unpack
			""",
		Backward.OURS,
		"""
			Atan2 BiasAddV1 BroadcastTo Concat ConcatV2 Conv2D Conv3D Conv3DBackpropInputV2 Cumprod
			DepthwiseConv2dNative DepthwiseConv2dNativeBackpropInput Digamma Dilation2D EnsureShape Erfc
			FloorMod FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 FusedPadConv2D Gather GatherV2
			IdentityN LRN LogSoftmax Max MaxPool Mean Min Mod MulNoNan Pad PadV2 PlaceholderWithDefault Prod
			ResizeArea Reverse ScaleAndTranslate Slice StridedSlice Sum TopKV2 TruncateMod Xdivy Xlogy
			""",
		Backward.NOTHING,
		"""
			All Any ArgMax ArgMin BroadcastArgs Ceil Const Equal Floor FloorDiv Greater GreaterEqual
			InvertPermutation IsFinite IsInf IsNan Less LessEqual LinSpace LogicalAnd LogicalNot LogicalOr NoOp NotEqual OneHot
			OnesLike Placeholder Range Rank Rint Round Shape ShapeN Size StopGradient TruncateDiv Where
			ZerosLike
			""",
		Backward.REFUSED, """
			Betainc Igamma Igammac PreventGradient TopK
			"""));

	private static final Map<String, Backward> TABLE = new HashMap<>();

	static {
		LISTED.forEach((backward, names) -> {
			for (final String name : names.strip().split("\\s+"))
				if (!name.isEmpty() && TABLE.put(name, backward) != null) throw new IllegalStateException(
					name + " is listed twice.");
		});
	}

	private OperationTable() {}

	/** Whether an operation, by TensorFlow's name, does nothing but compute. */
	public static boolean isPure(final String operation) {
		return TABLE.containsKey(operation);
	}

	/** How gradients pass an operation, by TensorFlow's name; empty if it is not pure. */
	public static Optional<Backward> backward(final String operation) {
		return Optional.ofNullable(TABLE.get(operation));
	}

	/** All operations that gradients pass in this way. */
	public static Set<String> names(final Backward backward) {
		return TABLE.entrySet().stream().filter(entry -> entry.getValue() == backward).map(
			Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
	}

	/** @throws EngineException if a node of the graph is not pure, by its name */
	public static void check(final GraphDef graph) {
		for (final NodeDef node : graph.getNodeList())
			if (!isPure(node.getOp()))
				throw new EngineException("The graph is not run, for its " +
					"node '" + node.getName() + "' is a " + node.getOp() +
					", which is none of the operations " +
					"that only compute; export the network for inference, with its weights frozen.");
	}
}
