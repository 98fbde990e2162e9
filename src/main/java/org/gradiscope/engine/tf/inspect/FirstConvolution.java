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
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.NodeDef;

/**
 * What the first convolution shows of the images.
 *
 * @param channels how many it takes; -1 if that is not known
 * @param channelsFirst whether the network's input has the channels before height and width
 * @param isOfVolume whether it goes through a volume
 */
record FirstConvolution(long channels, boolean channelsFirst, boolean isOfVolume) {

	private static final Set<List<Long>> TURNS = Set.of(List.of(0L, 2L, 3L, 1L),
		List.of(0L, 3L, 1L, 2L), List.of(0L, 2L, 3L, 4L, 1L), List.of(0L, 4L, 1L, 2L, 3L));

	/** The first that depends on an operation; none if there is none. */
	static Optional<FirstConvolution> of(final GraphTopology topology, final int input) {
		final boolean[] depends = topology.dependents(input, node -> true);
		final boolean[] turned = new boolean[topology.size()];
		for (int i = input + 1; i < topology.size(); i++) {
			final NodeDef node = topology.node(i);
			if (depends[i] && topology.inputs(i).length > 0) {
				turned[i] = turned[topology.inputs(i)[0]] ^ isTurn(topology, i);
				if (SlidingWindow.isConvolution(Op.of(node)) && topology.inputs(i).length > 1)
					return Optional.of(new FirstConvolution(channels(topology, topology.inputs(i)[1]),
						Attributes.isChannelsFirst(node) ^ turned[i], Op.of(node) == Op.Conv3D));
			}
		}
		return Optional.empty();
	}

	/**
	 * What it shows of time series.
	 *
	 * @param channels how many features it takes; -1 if that is not known
	 * @param turned whether features come before time
	 */
	record Line(long channels, boolean turned) {}

	static Line line(final GraphTopology topology, final int input) {
		final boolean[] depends = topology.dependents(input, node -> true);
		final boolean[] turned = new boolean[topology.size()];
		for (int i = input + 1; i < topology.size(); i++) {
			if (!depends[i]) continue;
			turned[i] = turned[followed(topology, i, depends)] ^ isTurnOfLine(topology, i);
			if (SlidingWindow.isConvolution(topology.op(i)) && topology.inputs(i).length > 1)
				return new Line(channels(topology, topology.inputs(i)[1]),
					turned[i] ^ Attributes.isChannelsFirst(topology.node(i)));
		}
		return new Line(-1, isTurnedToTheFront(topology, input));
	}

	/** The first of the inputs that depends on the series. */
	private static int followed(final GraphTopology topology, final int number,
		final boolean[] depends) {
		return IntStream.of(topology.inputs(number)).filter(from -> depends[from]).findFirst()
			.orElse(number);
	}

	private static boolean isTurnOfLine(final GraphTopology topology, final int number) {
		return isOrder(topology, number, List.of(0L, 2L, 1L));
	}

	/** Whether the last axis of a series is what a recurrent layer brings to the front, as it does with the time. */
	private static boolean isTurnedToTheFront(final GraphTopology topology, final int input) {
		final boolean[] depends = topology.dependents(input, ImagesWithoutChannels::isUnmixed);
		final boolean[] turned = new boolean[topology.size()];
		for (int i = input + 1; i < topology.size(); i++) {
			if (!depends[i]) continue;
			turned[i] = turned[followed(topology, i, depends)] ^ isTurnOfLine(topology, i);
			if (isOrder(topology, i, ImagesWithoutChannels.TO_THE_FRONT)) return turned[i];
		}
		return false;
	}

	static boolean isOrder(final GraphTopology topology, final int number, final List<Long> order) {
		return topology.op(number) == Op.Transpose && topology.inputs(number).length > 1 &&
			constant(topology, topology.inputs(number)[1]).flatMap(Constants::integers)
				.filter(order::equals).isPresent();
	}

	/** Whether it moves the channels from the front to the back, or the other way. */
	private static boolean isTurn(final GraphTopology topology, final int number) {
		if (topology.op(number) != Op.Transpose || topology.inputs(number).length < 2) return false;
		final Optional<List<Long>> order =
			constant(topology, topology.inputs(number)[1]).flatMap(Constants::integers);
		return order.filter(TURNS::contains).isPresent();
	}

	private static long channels(final GraphTopology topology, final int weights) {
		return constant(topology, weights).map(SymbolicShapes::constant)
			.filter(form -> form.rank() >= 4).map(form -> form.axis(form.rank() - 2).number())
			.orElse(-1L);
	}

	/** The constant behind a chain of operations that pass it on. */
	static Optional<NodeDef> constant(final GraphTopology topology, final int number) {
		return Optional.of(topology.node(topology.origin(number, node -> Op.of(node) == Op.Identity)))
			.filter(Constants::is);
	}
}
