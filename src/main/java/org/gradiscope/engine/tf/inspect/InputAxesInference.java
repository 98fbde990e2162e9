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
		shape = Placeholders.shape(topology.node(number))
			.filter(axes -> axes.size() == 4 || axes.size() == 5);
		first = FirstConvolution.of(topology, number);
	}

	static Description complete(final GraphTopology topology, final String input,
		final Description stated) {
		return new InputAxesInference(topology, input).complete(stated);
	}

	private Description complete(final Description stated) {
		Description known = stated;
		if (!known.has(Fact.AXES)) known = axes(known);
		final String axes = known.get(Fact.AXES).orElseThrow();
		if (shape.filter(all -> all.size() != axes.length()).isPresent()) throw new EngineException(
			"The input's axes are said to be " + axes + ", but the graph takes " + shape.get().size() +
				" axes, " + shape.get() + "; correct 'input.axes'.");
		if (!known.has(Fact.CHANNELS)) known = channels(known, axes);
		check(known, axes);
		return known.has(Fact.SIZE) ? known : size(known, axes);
	}

	private Description axes(final Description known) {
		if (isOfVolumes(known)) return volumeAxes(known);
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

	private boolean isOfVolumes(final Description known) {
		final boolean otherwise = known.get(Fact.SIZE).map(InputSize::isVolume)
			.orElse(first.filter(FirstConvolution::isOfVolume).isPresent());
		return shape.map(axes -> axes.size() == 5).orElse(otherwise);
	}

	/** No graph says which of the three axes is the depth. */
	private Description volumeAxes(final Description known) {
		final boolean channelsFirst = shape.flatMap(InputAxesInference::channelsFirst)
			.orElse(first.filter(FirstConvolution::channelsFirst).isPresent());
		final List<Long> sides =
			shape.map(all -> all.subList(channelsFirst ? 2 : 1, channelsFirst ? 5 : 4)).orElse(List.of());
		final boolean depthLast = sides.stream().allMatch(side -> side > 0) && sides.size() == 3 &&
			sides.get(0).equals(sides.get(1)) && !sides.get(1).equals(sides.get(2));
		if (depthLast) return known.with(Fact.AXES, channelsFirst ? "bcyxz" : "byxzc",
			"assumed: height and width before the depth, for the first two sides are alike");
		return known.with(Fact.AXES,
			channelsFirst ? ImageShapes.VOLUME_CHANNELS_FIRST : ImageShapes.VOLUME_CHANNELS_LAST,
			"assumed: the depth before height and width");
	}

	/** By the axis of 1, 3 or 4, or else the only one that is not free; none if it could be either. */
	private static Optional<Boolean> channelsFirst(final List<Long> shape) {
		final int end = shape.size() - 1;
		final boolean front = CHANNELS.contains(shape.get(1));
		final boolean back = CHANNELS.contains(shape.get(end));
		if (front != back) return Optional.of(front);
		final boolean first =
			shape.get(1) > 0 && shape.subList(2, end + 1).stream().allMatch(side -> side < 0);
		final boolean last =
			shape.get(end) > 0 && shape.subList(1, end).stream().allMatch(side -> side < 0);
		return first == last ? Optional.empty() : Optional.of(first);
	}

	private Description channels(final Description known, final String order) {
		final long shown = shape.map(axes -> axes.get(order.indexOf('c'))).orElse(-1L);
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
	private void check(final Description known, final String order) {
		final int stated = known.get(Fact.CHANNELS).orElseThrow().count();
		final long shown = shape.map(axes -> axes.get(order.indexOf('c'))).orElse(-1L);
		if (shown > 0 && shown != stated)
			throw new EngineException("The graph takes images of " + shown + " channels, but " + stated +
				" are stated (" + known.get(Fact.CHANNELS).orElseThrow() +
				"); correct input.channels in gradiscope.yaml, or leave it out.");
	}

	private Description size(final Description known, final String order) {
		final List<Integer> places =
			"zyx".chars().map(order::indexOf).filter(place -> place >= 0).boxed().toList();
		final List<Long> sides =
			shape.map(axes -> places.stream().map(axes::get).toList()).orElse(List.of(-1L));
		final boolean fixed = sides.stream().allMatch(side -> side > 0 && side <= Integer.MAX_VALUE);
		final int[] all = fixed ? sides.stream().mapToInt(Long::intValue).toArray()
			: places.stream().mapToInt(place -> 1).toArray();
		final InputSize size = all.length == 3 ? InputSize.ofVolume(fixed, all[0], all[1], all[2])
			: new InputSize(fixed, all[0], all[1]);
		return known.with(Fact.SIZE, size, fixed ? "inferred: the input's shape"
			: "assumed: any size, for the input's shape names none");
	}
}
