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

package org.gradiscope.engine.tf.inspect;

import java.util.Set;

import org.tensorflow.proto.NodeDef;

/** The operations whose gradients TensorFlow's C++ code knows, as of 2.16. */
final class Gradients {

	private static final Set<String> KNOWN = words("""
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
		""");

	/** Nothing flows back through them, and that is no fault. */
	private static final Set<String> ENDS = words("""
		Equal Floor Greater GreaterEqual InvertPermutation Less LessEqual LogicalAnd LogicalNot
		LogicalOr NotEqual OneHot Rank Shape ShapeN Size StopGradient ZerosLike
		""");

	private Gradients() {}

	private static Set<String> words(final String text) {
		return Set.of(text.strip().split("\\s+"));
	}

	/** Whether a gradient can be computed that meets such an operation. */
	static boolean isKnown(final String operation) {
		return KNOWN.contains(operation) || ENDS.contains(operation);
	}

	/** Whether gradients flow back through a node, if TensorFlow knows how. */
	static boolean flow(final NodeDef node) {
		return Attributes.isFloat(node) && !ENDS.contains(node.getOp());
	}
}
