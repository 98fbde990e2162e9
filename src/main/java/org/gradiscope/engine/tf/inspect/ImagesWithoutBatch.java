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

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.NodeDef;

/** One image, {@code [height, width, channels]}, to which the graph itself adds the axis for the batch. */
final class ImagesWithoutBatch {

	private static final Set<Long> CHANNELS = Set.of(1L, 3L, 4L);

	private ImagesWithoutBatch() {}

	/**
	 * @param input of three axes
	 * @throws EngineException if it takes an image without an axis for the batch
	 */
	static void refuse(final GraphTopology topology, final NodeDef input) {
		final List<Long> shape = Placeholders.shape(input).orElseThrow();
		if (!CHANNELS.contains(shape.get(2))) return;
		final int start = topology.number(input.getName());
		final boolean[] alone = topology.dependents(start, ImagesWithoutBatch::keepsAxes);
		for (int i = start + 1; i < topology.size(); i++)
			if (topology.inputs(i).length > 0 && alone[topology.inputs(i)[0]] && addsFirst(topology, i))
				throw new EngineException("The input '" + input.getName() + "' takes one image, [" +
					(shape.get(0) < 0 ? "height" : shape.get(0)) + ", " +
					(shape.get(1) < 0 ? "width" : shape.get(1)) + ", " + shape.get(2) +
					"], without an axis for the batch, which the graph adds ('" + topology.node(i).getName() +
					"'); export it with that axis, as [None, height, width, " + shape.get(2) + "].");
	}

	private static boolean keepsAxes(final NodeDef node) {
		final Op op = Op.of(node);
		return op.is(OpTrait.ELEMENTWISE) || op.is(OpTrait.AFFINE);
	}

	/** {@code x[None]}, {@code tf.expand_dims(x, 0)} or {@code tf.stack([x])}. */
	private static boolean addsFirst(final GraphTopology topology, final int number) {
		final NodeDef node = topology.node(number);
		return switch (Op.of(node)) {
			case StridedSlice -> (Attributes.number(node, "new_axis_mask") & 1) != 0;
			case Pack -> topology.inputs(number).length == 1 && Attributes.number(node, "axis") == 0;
			case ExpandDims -> axis(topology, number).filter(axis -> axis == 0 || axis == -4).isPresent();
			default -> false;
		};
	}

	private static Optional<Double> axis(final GraphTopology topology, final int number) {
		final int[] inputs = topology.inputs(number);
		return inputs.length < 2 ? Optional.empty()
			: FirstConvolution.constant(topology, inputs[1]).map(Constants::tensor)
				.flatMap(TensorProtos::numbers).filter(numbers -> numbers.length == 1)
				.map(numbers -> numbers[0]);
	}
}
