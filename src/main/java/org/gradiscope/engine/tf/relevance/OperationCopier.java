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

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Scope;

/** Operations done once more on other inputs. */
final class OperationCopier {

	private static final List<String> WINDOW = List.of("strides", "padding", "explicit_paddings",
		"dilations", "data_format");

	private static final List<String> GRID = List.of("align_corners", "half_pixel_centers");

	/** What says how an operation works; types follow from the inputs. */
	private static final Map<String, List<String>> ATTRIBUTES = Map.ofEntries(Map.entry("Conv2D",
		WINDOW), Map.entry("DepthwiseConv2dNative", WINDOW),
		Map.entry("MatMul", List.of("transpose_a",
			"transpose_b")),
		Map.entry("BiasAdd", List.of("data_format")), Map.entry("FusedBatchNormV3",
			List.of("epsilon", "data_format", "is_training")),
		Map.entry("MirrorPad", List.of("mode")),
		Map.entry("Squeeze", List.of("squeeze_dims")), Map.entry("ResizeBilinear", GRID),
		Map.entry("ResizeNearestNeighbor", GRID),
		Map.entry("Slice", List.of()), Map.entry("StridedSlice", List.of("begin_mask", "end_mask",
			"ellipsis_mask", "new_axis_mask", "shrink_axis_mask")),
		Map.entry("Split", List.of("num_split")),
		Map.entry("SplitV", List.of("num_split")), Map.entry("Unpack", List.of("num", "axis")),
		Map.entry("GatherV2", List.of("batch_dims")), Map.entry("ReverseV2", List.of()),
		Map.entry("Identity", List.of()), Map.entry("Pad",
			List.of()),
		Map.entry("PadV2", List.of()), Map.entry("Transpose", List.of()), Map.entry(
			"Reshape", List.of()),
		Map.entry("Add", List.of()), Map.entry("AddV2", List.of()), Map.entry(
			"Sub", List.of()),
		Map.entry("Mul", List.of()), Map.entry("RealDiv", List.of()), Map.entry(
			"Div", List.of()),
		Map.entry("ExpandDims", List.of()), Map.entry("AddN", List.of()), Map.entry("Pack", List.of(
			"axis")),
		Map.entry("ConcatV2", List.of()));

	/** What operations call their input of any number of tensors. */
	private static final Map<String, String> LISTS = Map.of("AddN", "inputs", "Pack", "values",
		"ConcatV2", "values");

	private OperationCopier() {}

	/** @throws EngineException if it is none of those that can be copied */
	static GraphOperation of(final Graph graph, final Scope scope,
		final GraphOperation operation, final List<? extends Operand<?>> inputs) {
		if (!ATTRIBUTES.containsKey(operation.type()))
			throw RelevancePropagation.withoutRule(operation);
		final GraphOperationBuilder copy = graph.opBuilder(operation.type(), scope.makeOpName(operation
			.type()), scope);
		final int listed = LISTS.containsKey(operation.type()) ? operation.inputListLength(LISTS.get(
			operation.type())) : 0;
		if (listed > 0) copy.addInputList(inputs.stream().limit(listed).map(Operand::asOutput).toArray(
			Output<?>[]::new));
		inputs.stream().skip(listed).forEach(input -> copy.addInput(input.asOutput()));
		for (final String name : ATTRIBUTES.get(operation.type()))
			copy.setAttr(name, operation.attributes().getAttrValueProto(name));
		return copy.build();
	}
}
