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
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;

/** The order and the lengths of the axes of the images. */
final class InputAxesInference {

	private static final Set<Long> CHANNELS = Set.of(1L, 3L, 4L);

	private final Optional<List<Long>> shape;
	private final Optional<FirstConvolution> first;

	private InputAxesInference(final GraphTopology topology, final String input) {
		final int number = topology.number(input);
		shape = Placeholders.shape(topology.node(number)).filter(axes -> axes.size() == 4);
		first = FirstConvolution.of(topology, number);
	}

	static Description complete(final GraphTopology topology, final String input,
		final Description stated) {
		return new InputAxesInference(topology, input).complete(stated);
	}

	private Description complete(final Description stated) {
		Description known = stated;
		if (!known.has(Fact.AXES)) known = axes(known);
		final boolean channelsFirst = ImageShapes.isChannelsFirst(known);
		if (!known.has(Fact.CHANNELS)) known = channels(known, channelsFirst);
		check(known, channelsFirst);
		return known.has(Fact.SIZE) ? known : size(known, channelsFirst);
	}

	private Description axes(final Description known) {
		final Optional<Boolean> shown = shape.flatMap(InputAxesInference::channelsFirst);
		if (shown.isPresent()) return axes(known, shown.get(), "inferred: the input's shape");
		return first.map(conv -> axes(known, conv.channelsFirst(), "inferred: the first convolution"))
			.orElseGet(() -> axes(known, false, "assumed: channels last, for no convolution was found"));
	}

	private static Description axes(final Description known, final boolean channelsFirst,
		final String source) {
		return known.with(Fact.AXES,
			channelsFirst ? ImageShapes.CHANNELS_FIRST : ImageShapes.CHANNELS_LAST, source);
	}

	/** By the axis of 1, 3 or 4, or else the only one that is not free; none if it could be either. */
	private static Optional<Boolean> channelsFirst(final List<Long> shape) {
		final boolean front = CHANNELS.contains(shape.get(1));
		final boolean back = CHANNELS.contains(shape.get(3));
		if (front != back) return Optional.of(front);
		final boolean first = shape.get(1) > 0 && shape.get(2) < 0 && shape.get(3) < 0;
		final boolean last = shape.get(3) > 0 && shape.get(1) < 0 && shape.get(2) < 0;
		return first == last ? Optional.empty() : Optional.of(first);
	}

	private Description channels(final Description known, final boolean channelsFirst) {
		final long shown = shape.map(axes -> axes.get(channelsFirst ? 1 : 3)).orElse(-1L);
		final long count = shown > 0 ? shown : first.map(FirstConvolution::channels).orElse(-1L);
		final String from = shown > 0 ? "the input's shape" : "the first convolution";
		return switch ((int) count) {
			case 1 -> known.with(Fact.CHANNELS, Channels.GREY, "inferred: " + from);
			case 3 -> known.with(Fact.CHANNELS, Channels.RGB,
				"assumed: the order RGB of 3 channels (" + from + ")");
			case 4 -> known.with(Fact.CHANNELS, Channels.RGBA,
				"assumed: the order RGBA of 4 channels (" + from + ")");
			default -> known.with(Fact.CHANNELS, others(count), "inferred: " + from);
		};
	}

	/** In the order of the image's own. */
	private static Channels others(final long count) {
		if (count > 0 && count <= Integer.MAX_VALUE) return Channels.of((int) count);
		throw new EngineException("The graph does not say how many channels it takes; name them in " +
			"gradiscope.yaml (input.channels: rgb, their number, or a list of their names).");
	}

	/** @throws EngineException if the graph takes another number of channels than is stated */
	private void check(final Description known, final boolean channelsFirst) {
		final int stated = known.get(Fact.CHANNELS).orElseThrow().count();
		final long shown = shape.map(axes -> axes.get(channelsFirst ? 1 : 3)).orElse(-1L);
		if (shown > 0 && shown != stated)
			throw new EngineException("The graph takes images of " + shown + " channels, but " + stated +
				" are stated (" + known.get(Fact.CHANNELS).orElseThrow() +
				"); correct input.channels in gradiscope.yaml, or leave it out.");
	}

	private Description size(final Description known, final boolean channelsFirst) {
		final int height = channelsFirst ? 2 : 1;
		final Optional<List<Long>> sides = shape.map(axes -> axes.subList(height, height + 2))
			.filter(all -> all.stream().allMatch(side -> side > 0 && side <= Integer.MAX_VALUE));
		return sides
			.map(
				all -> known.with(Fact.SIZE, InputSize.fixed(all.get(0).intValue(), all.get(1).intValue()),
					"inferred: the input's shape"))
			.orElseGet(() -> known.with(Fact.SIZE, InputSize.atLeast(1, 1),
				"assumed: any size, for the input's shape names none"));
	}
}
