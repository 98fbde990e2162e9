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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.Preprocessing;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Which operations give their channels before the positions, as networks of PyTorch do. */
public final class ChannelLayout {

	private static final Set<List<Long>> TO_FIRST =
		Set.of(List.of(0L, 3L, 1L, 2L), List.of(0L, 4L, 1L, 2L, 3L));
	private static final Set<List<Long>> TO_LAST =
		Set.of(List.of(0L, 2L, 3L, 1L), List.of(0L, 2L, 3L, 4L, 1L));

	private final boolean[] channelsFirst;

	private ChannelLayout(final int size) {
		channelsFirst = new boolean[size];
	}

	/**
	 * The names of these operations.
	 *
	 * @param input the operation that takes the images
	 * @param axes of the images, as in {@link Preprocessing#axes()}
	 */
	public static Set<String> channelsFirst(final GraphDef graph, final String input,
		final String axes) {
		final GraphTopology topology = GraphTopology.of(graph);
		final int number = topology.number(input);
		if (number < 0) return Set.of();
		final boolean[] path =
			topology.dependents(number, node -> !Op.of(node).is(OpTrait.READS_SHAPE));
		final ChannelLayout layout = of(topology, number, path, isFirst(axes));
		return IntStream.range(0, topology.size()).filter(layout::isChannelsFirst)
			.mapToObj(i -> topology.node(i).getName()).collect(Collectors.toSet());
	}

	/** Whether images have their channels before the positions. */
	static boolean isFirst(final String axes) {
		return axes.charAt(1) == 'c';
	}

	/**
	 * @param path by number: the operations that depend on the image's pixels
	 * @param images whether these have their channels before the positions
	 */
	static ChannelLayout of(final GraphTopology topology, final int input, final boolean[] path,
		final boolean images) {
		final ChannelLayout layout = new ChannelLayout(topology.size());
		layout.channelsFirst[input] = images;
		for (int i = input + 1; i < topology.size(); i++)
			if (path[i]) layout.channelsFirst[i] = layout.isChannelsFirst(topology, i, path, input);
		return layout;
	}

	boolean isChannelsFirst(final int number) {
		return channelsFirst[number];
	}

	/** As the operation says, else as what it takes from the image has it. */
	private boolean isChannelsFirst(final GraphTopology topology, final int number,
		final boolean[] path, final int input) {
		final NodeDef node = topology.node(number);
		if (node.containsAttr("data_format")) return Attributes.isChannelsFirst(node);
		final int[] inputs = topology.inputs(number);
		if (Op.of(node) == Op.Transpose && inputs.length > 1) {
			final Optional<List<Long>> order =
				FirstConvolution.constant(topology, inputs[1]).flatMap(Constants::integers);
			if (order.isPresent() && (TO_FIRST.contains(order.get()) || TO_LAST.contains(order.get())))
				return TO_FIRST.contains(order.get());
		}
		return IntStream.of(inputs).filter(from -> from == input || path[from])
			.mapToObj(from -> channelsFirst[from]).findFirst().orElse(false);
	}
}
