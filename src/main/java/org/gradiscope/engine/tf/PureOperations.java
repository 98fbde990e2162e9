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

package org.gradiscope.engine.tf;

import java.util.Set;

import org.gradiscope.engine.EngineException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The operations that do nothing but compute tensors from tensors. A graph is a program, and there are
 * operations that read and write files or run other programs; whatever is not listed here is not run.
 */
final class PureOperations {

	private static final Set<String> NAMES = Set.of(
		"""
			Abs Acos Acosh Add AddN AddV2 All Any ArgMax ArgMin Asin Asinh Atan Atan2 Atanh AvgPool AvgPool3D
			BatchMatMul BatchMatMulV2 BatchMatMulV3 BatchToSpace BatchToSpaceND Betainc BiasAdd BiasAddV1
			BroadcastArgs BroadcastTo Cast Ceil ClipByValue Concat ConcatV2 Const Conv2D Conv2DBackpropInput
			Conv3D Conv3DBackpropInputV2 Cos Cosh CropAndResize Cumprod Cumsum DepthToSpace
			DepthwiseConv2dNative DepthwiseConv2dNativeBackpropInput Digamma Dilation2D Div DivNoNan Einsum
			Elu EnsureShape Equal Erf Erfc Exp ExpandDims Expm1 Fill Floor FloorDiv FloorMod FusedBatchNorm
			FusedBatchNormV2 FusedBatchNormV3 FusedPadConv2D Gather GatherNd GatherV2 Greater GreaterEqual
			Identity IdentityN Igamma Igammac Inv InvertPermutation L2Loss LRN LeakyRelu Less LessEqual Lgamma
			LinSpace Log Log1p LogSoftmax LogicalAnd LogicalNot LogicalOr MatMul Max MaxPool MaxPool3D
			MaxPoolV2 Maximum Mean Min Minimum MirrorPad Mod Mul MulNoNan Neg NoOp NotEqual OneHot OnesLike
			Pack Pad PadV2 Placeholder PlaceholderWithDefault Pow PreventGradient Prod Range Rank RealDiv
			Reciprocal Relu Relu6 Reshape ResizeArea ResizeBicubic ResizeBilinear ResizeNearestNeighbor
			Reverse ReverseV2 Rint Roll Round Rsqrt ScaleAndTranslate Select SelectV2 Selu Shape ShapeN
			Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToBatch SpaceToBatchND
			SpaceToDepth Split SplitV Sqrt Square SquaredDifference Squeeze StopGradient StridedSlice Sub Sum
			Tan Tanh Tile TopK TopKV2 Transpose TruncateDiv TruncateMod Unpack Where Xdivy Xlogy ZerosLike
			"""
			.strip().split("\\s+"));

	private PureOperations() {}

	/** Whether an operation, by TensorFlow's name, is one of them. */
	static boolean has(final String operation) {
		return NAMES.contains(operation);
	}

	/** @throws EngineException if a node of the graph is anything else, by its name */
	static void check(final GraphDef graph) {
		for (final NodeDef node : graph.getNodeList())
			if (!has(node.getOp()))
				throw new EngineException("The graph is not run, for its " +
					"node '" + node.getName() + "' is a " + node.getOp() +
					", which is none of the operations " +
					"that only compute; export the network for inference, with its weights frozen.");
	}
}
