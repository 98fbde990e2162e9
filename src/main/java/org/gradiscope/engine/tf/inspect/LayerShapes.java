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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Preprocessing;
import org.tensorflow.proto.NodeDef;

/** Shapes of one image's activations, channels last, whatever the order of the axes is. */
final class LayerShapes {

	private static final Set<List<Long>> TO_FIRST =
		Set.of(List.of(0L, 3L, 1L, 2L), List.of(0L, 4L, 1L, 2L, 3L));
	private static final Set<List<Long>> TO_LAST =
		Set.of(List.of(0L, 2L, 3L, 1L), List.of(0L, 2L, 3L, 4L, 1L));

	private final boolean[] channelsFirst;
	private final int[] order;

	private LayerShapes(final int size, final String axes) {
		channelsFirst = new boolean[size];
		order = Preprocessing.spatialOrder(axes);
	}

	/**
	 * @param path by number: the operations that depend on the image's pixels
	 * @param ends says the order of the input's axes
	 */
	static LayerShapes of(final GraphTopology topology, final int input, final boolean[] path,
		final Description ends) {
		final LayerShapes shapes =
			new LayerShapes(topology.size(), ends.get(Fact.AXES).orElse(Preprocessing.USUAL_AXES));
		shapes.channelsFirst[input] = ImageShapes.isChannelsFirst(ends);
		for (int i = input + 1; i < topology.size(); i++)
			if (path[i]) shapes.channelsFirst[i] = shapes.isChannelsFirst(topology, i, path, input);
		return shapes;
	}

	/** As the operation says, else as what it takes from the image has it. */
	private boolean isChannelsFirst(final GraphTopology topology, final int number,
		final boolean[] path, final int input) {
		final NodeDef node = topology.node(number);
		if (node.containsAttr("data_format")) return Attributes.isChannelsFirst(node);
		if (Op.of(node) == Op.Transpose) {
			final Optional<List<Long>> order = FirstConvolution
				.constant(topology, topology.inputs(number)[1]).flatMap(Constants::integers);
			if (order.isPresent() && (TO_FIRST.contains(order.get()) || TO_LAST.contains(order.get())))
				return TO_FIRST.contains(order.get());
		}
		return IntStream.of(topology.inputs(number)).filter(from -> from == input || path[from])
			.mapToObj(from -> channelsFirst[from]).findFirst().orElse(false);
	}

	/**
	 * Height, width and channels, of volumes the depth before them, or only channels.
	 *
	 * @param axes of a batch
	 */
	List<Integer> of(final int number, final List<Long> axes) {
		final List<Long> own = new ArrayList<>(axes.subList(1, axes.size()));
		if (own.size() >= 3 && channelsFirst[number]) own.add(own.remove(0));
		final List<Long> usual = new ArrayList<>(own);
		if (own.size() == order.length + 1) for (int i = 0; i < order.length; i++)
			usual.set(i, own.get(order[i]));
		return usual.stream().map(axis -> (int) Math.min(axis, Integer.MAX_VALUE)).toList();
	}
}
