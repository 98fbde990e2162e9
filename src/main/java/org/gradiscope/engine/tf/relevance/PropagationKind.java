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

package org.gradiscope.engine.tf.relevance;

import java.util.Set;

import org.tensorflow.GraphOperation;

/** What an operation does to relevance. */
enum PropagationKind {

	/** One number becomes another: relevance stays where it is. */
	PASSED("Identity Relu Relu6 LeakyRelu Elu Selu Tanh ClipByValue Maximum Minimum"),

	/** Numbers are moved, copied or picked: relevance goes back to where they are from. */
	ROUTED("""
		Reshape Squeeze ExpandDims Transpose Pad PadV2 MirrorPad StridedSlice Slice Split SplitV Unpack
		ConcatV2 Pack GatherV2 ReverseV2 Roll SpaceToDepth DepthToSpace SpaceToBatchND BatchToSpaceND
		ResizeNearestNeighbor Tile BroadcastTo MaxPool MaxPoolV2 Max
		"""),

	/** Weighed sums: relevance is shared in proportion to the terms. */
	SHARED("""
		AvgPool Mean Sum Add AddV2 AddN Sub Neg BiasAdd Mul RealDiv Div FusedBatchNormV3 ResizeBilinear
		"""),

	/** Sums weighed by what was learnt: the rules differ in these. */
	WEIGHED("Conv2D DepthwiseConv2dNative MatMul"),

	/** There is no rule. */
	UNKNOWN("");

	/** Linear in one argument, as long as nothing else depends on the image. */
	private static final Set<String> OF_ONE = words("""
		ClipByValue Maximum Minimum Pad PadV2 MirrorPad GatherV2 BiasAdd Mul RealDiv Div
		FusedBatchNormV3 Conv2D DepthwiseConv2dNative MatMul
		""");

	/** Of these it may be the second, too. */
	private static final Set<String> SYMMETRIC = Set.of("Maximum", "Minimum", "Mul");

	private final Set<String> operations;

	PropagationKind(final String operations) {
		this.operations = words(operations);
	}

	private static Set<String> words(final String text) {
		return Set.of(text.strip().split("\\s+"));
	}

	static PropagationKind of(final GraphOperation operation, final RelevancePath path) {
		for (final PropagationKind kind : values())
			if (kind.operations.contains(operation.type())) return isLinear(operation, path) ? kind
				: UNKNOWN;
		return UNKNOWN;
	}

	private static boolean isLinear(final GraphOperation operation, final RelevancePath path) {
		if (!OF_ONE.contains(operation.type())) return true;
		if (operation.type().equals("FusedBatchNormV3") && operation.attributes().getAttrBool(
			"is_training")) return false;
		int found = 0;
		for (int i = 0; i < operation.numInputs(); i++)
			if (path.has(operation.input(i))) found++;
		return found == 1 && (SYMMETRIC.contains(operation.type()) || path.has(operation.input(0)));
	}
}
