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
			Abs Acos Acosh Add AddN AddV2 Asin Asinh Atan Atan2 Atanh AvgPool AvgPool3D BatchMatMul
			BatchMatMulV2 BatchMatMulV3 BatchToSpace BatchToSpaceND BiasAdd BroadcastTo Cast ClipByValue
			ConcatV2 Conv2D Conv2DBackpropInput Cos Cosh CropAndResize Cumsum DepthToSpace
			DepthwiseConv2dNative Div DivNoNan Einsum Elu Erf Exp ExpandDims Expm1 Fill FusedBatchNormV3
			GatherNd GatherV2 Identity Inv L2Loss LRN LeakyRelu Lgamma Log Log1p LogSoftmax MatMul Max
			MaxPool MaxPool3D MaxPoolV2 Maximum Mean Min Minimum MirrorPad Mul Neg Pack Pad PadV2 Pow Prod
			RealDiv Reciprocal Relu Relu6 Reshape ResizeBicubic ResizeBilinear ResizeNearestNeighbor
			ReverseV2 Roll Rsqrt ScaleAndTranslate Select SelectV2 Selu Sigmoid Sign Sin Sinh Slice Softmax
			Softplus Softsign SpaceToBatch SpaceToBatchND SpaceToDepth Split SplitV Sqrt Square
			SquaredDifference Squeeze StridedSlice Sub Sum Tan Tanh Tile Transpose Unpack
			""",
		Backward.OURS, "", Backward.NOTHING, """
			Equal Floor Greater GreaterEqual InvertPermutation Less LessEqual LogicalAnd LogicalNot
			LogicalOr NotEqual OneHot Rank Shape ShapeN Size StopGradient ZerosLike
			""", Backward.REFUSED,
		"""
			All Any ArgMax ArgMin Betainc BiasAddV1 BroadcastArgs Ceil Concat Const Conv3D
			Conv3DBackpropInputV2 Cumprod DepthwiseConv2dNativeBackpropInput Digamma Dilation2D EnsureShape
			Erfc FloorDiv FloorMod FusedBatchNorm FusedBatchNormV2 FusedPadConv2D Gather IdentityN Igamma
			Igammac LinSpace Mod MulNoNan NoOp OnesLike Placeholder PlaceholderWithDefault PreventGradient
			Range ResizeArea Reverse Rint Round TopK TopKV2 TruncateDiv TruncateMod Where Xdivy Xlogy
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
