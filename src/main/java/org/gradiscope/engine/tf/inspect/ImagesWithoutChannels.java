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
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.tensorflow.proto.NodeDef;

/**
 * Images that a network takes without an axis for channels: {@code [n, height, width]}, grey, which could
 * be a time series too; or as a list, {@code [n, height width channels]}, of a size that is stated.
 */
final class ImagesWithoutChannels {

	/** What is square from this side on, or whose sides are so long and alike, may be an image. */
	private static final long LEAST_SQUARE = 8;
	private static final long LEAST_SIDE = 16;
	private static final long MOST_RATIO = 2;
	/** How recurrent layers turn series. */
	static final List<Long> TO_THE_FRONT = List.of(1L, 0L, 2L);

	private final FrozenModel frozen;
	private final GraphTopology topology;
	private final Description stated;
	private final NodeDef input;
	private final List<Long> shape;

	/** @param input whose shape is known */
	ImagesWithoutChannels(final FrozenModel frozen, final GraphTopology topology,
		final Description stated, final NodeDef input) {
		this.frozen = frozen;
		this.topology = topology;
		this.stated = stated;
		this.input = input;
		shape = Placeholders.shape(input).orElseThrow();
	}

	/** What three axes are. */
	private enum Kind {
		IMAGE, PERHAPS_IMAGE, PERHAPS_SERIES, SERIES
	}

	/**
	 * The network as one of images, if its input, of three axes, takes these.
	 *
	 * @return none if it takes time series; what is said of that is in {@link #remarked}
	 */
	Optional<TimeSeriesNetwork> asImages() {
		final Kind kind = kind();
		if (kind == Kind.SERIES || kind == Kind.PERHAPS_SERIES) return Optional.empty();
		if (stated.get(Fact.CHANNELS).filter(channels -> !channels.equals(Channels.GREY)).isPresent())
			throw new EngineException(
				"The input '" + input.getName() + "' has no axis for channels, so " +
					"it takes grey images, but the channels are said to be " +
					stated.get(Fact.CHANNELS).get() + "; leave 'input.channels' out.");
		final boolean free = shape.get(1) <= 0 || shape.get(2) <= 0;
		final InputSize size =
			free ? InputSize.atLeast(1, 1) : InputSize.fixed((int) side(1), (int) side(2));
		final Description known =
			described(Channels.GREY, ImageShapes.CHANNELS_LAST, stated.get(Fact.SIZE).orElse(size),
				kind == Kind.IMAGE ? "inferred: an image without an axis for channels"
					: "assumed: an image, for its axes are " + side(1) + " and " + side(2) + " long");
		return Optional.of(new TimeSeriesNetwork(TimeSeriesRewriter.ofImages(frozen, known, input),
			kind == Kind.IMAGE ? known
				: known.remark(either("images of " + side(2) + "x" + side(1) + " pixels, row by row",
					"a time series", "true"))));
	}

	/** The description, with a remark where the time series could be images. */
	Description remarked(final boolean timeFirst) {
		return kind() != Kind.PERHAPS_SERIES ? stated
			: stated
				.remark(either("time series, the " + (timeFirst ? "first" : "second") + " axis the time",
					"an image", "false"));
	}

	private String either(final String taken, final String other, final String series) {
		return "The input '" + input.getName() + "' takes " + side(1) + "x" + side(2) +
			" numbers without an axis for channels, which are taken for " + taken + "; if they are " +
			other + ", let " + ModelDescriptor.FILE + " say so (input: {series: " + series + "}).";
	}

	private long side(final int axis) {
		return shape.get(axis);
	}

	private Kind kind() {
		if (stated.has(Fact.SERIES))
			return stated.get(Fact.SERIES).orElseThrow() ? Kind.SERIES : Kind.IMAGE;
		if (stated.get(Fact.AXES).filter(TimeSeriesNetwork.TIME_FIRST::equals).isPresent())
			return Kind.SERIES;
		final Optional<List<Long>> kernel = kernel();
		if (kernel.filter(this::isPlanar).isPresent()) return Kind.IMAGE;
		if (side(1) <= 0 || side(2) <= 0) return Kind.SERIES;
		final boolean alongOne = kernel.filter(this::isAlongOne).isPresent() || isRecurrent();
		if (side(1) == side(2) && side(1) >= LEAST_SQUARE) return Kind.PERHAPS_IMAGE;
		if (alongOne) return Kind.SERIES;
		final long least = Math.min(side(1), side(2));
		return least >= LEAST_SIDE && Math.max(side(1), side(2)) <= MOST_RATIO * least
			? Kind.PERHAPS_IMAGE : stated.has(Fact.AXES) ? Kind.SERIES : Kind.PERHAPS_SERIES;
	}

	/** The shape of the first convolution's filters, if nothing mixes the numbers before. */
	private Optional<List<Long>> kernel() {
		final boolean[] depends = unmixed();
		for (int i = 0; i < topology.size(); i++)
			if (depends[i] && SlidingWindow.isConvolution(topology.op(i)) &&
				topology.inputs(i).length > 1)
				return FirstConvolution.constant(topology, topology.inputs(i)[1]).map(Constants::shape)
					.filter(filters -> filters.size() == 4);
		return Optional.empty();
	}

	/** Whether the second axis is brought to the front, as recurrent layers do with the time. */
	private boolean isRecurrent() {
		final boolean[] depends = unmixed();
		return IntStream.range(0, topology.size())
			.anyMatch(i -> depends[i] && FirstConvolution.isOrder(topology, i, TO_THE_FRONT));
	}

	/** By number: what depends on the input, and no product of matrices lies between. */
	private boolean[] unmixed() {
		return topology.dependents(topology.number(input.getName()), ImagesWithoutChannels::isUnmixed);
	}

	static boolean isUnmixed(final NodeDef node) {
		return !Op.of(node).is(OpTrait.MATRIX_PRODUCT) && !Op.of(node).is(OpTrait.LOOP);
	}

	/** Over both axes, or of a channel that has been added to them. */
	private boolean isPlanar(final List<Long> filters) {
		return filters.get(0) > 1 && filters.get(1) > 1 ||
			filters.get(2) == 1 && side(1) != 1 && side(2) != 1;
	}

	/** Along one axis, the other being its channels. */
	private boolean isAlongOne(final List<Long> filters) {
		return filters.get(2) == side(1) || filters.get(2) == side(2);
	}

	/**
	 * The network as one of images, if its input takes a list as long as an image of the stated size.
	 *
	 * @return none if no size is stated, or the list is of another length
	 */
	Optional<TimeSeriesNetwork> asLists() {
		if (shape.size() != 2) return Optional.empty();
		final Optional<InputSize> size = stated.get(Fact.SIZE).filter(InputSize::fixed)
			.or(() -> stated.has(Fact.SIZE) ? Optional.empty()
				: reshaped().map(axes -> InputSize.fixed(axes.get(1).intValue(), axes.get(2).intValue())));
		if (size.isEmpty()) return Optional.empty();
		final long positions = (long) size.get().height() * size.get().width();
		final Optional<Channels> channels = stated.get(Fact.CHANNELS)
			.or(() -> Optional.ofNullable(shape.get(1) == positions ? Channels.GREY
				: shape.get(1) == 3 * positions ? Channels.RGB : null))
			.filter(all -> shape.get(1) == all.count() * positions);
		return channels.map(all -> {
			final Description known = described(all,
				stated.get(Fact.AXES).filter(axes -> axes.length() == 4).orElse(ImageShapes.CHANNELS_LAST),
				size.get(), "inferred: a list of the pixels");
			return new TimeSeriesNetwork(TimeSeriesRewriter.ofLists(frozen, known, input, shape.get(1)),
				known);
		});
	}

	/** The images, channels last, that the graph itself makes of the lists at first. */
	private Optional<List<Long>> reshaped() {
		final boolean[] unmixed = unmixed();
		for (int i = 0; i < topology.size(); i++)
			if (unmixed[i] && topology.op(i) == Op.Reshape && topology.inputs(i).length == 2)
				return Optional.ofNullable(list(topology.inputs(i)[1]))
					.filter(axes -> axes.size() == 4 && axes.stream().skip(1).allMatch(axis -> axis > 0) &&
						axes.get(1) * axes.get(2) * axes.get(3) == shape.get(1) &&
						(axes.get(3) == 1 || axes.get(3) == 3));
		return Optional.empty();
	}

	/** Numbers of a constant, or what a list of numbers was packed of, -1 for each that is computed. */
	private List<Long> list(final int number) {
		if (topology.op(number) != Op.Pack)
			return FirstConvolution.constant(topology, number).flatMap(Constants::integers).orElse(null);
		return IntStream.of(topology.inputs(number)).mapToObj(part -> FirstConvolution
			.constant(topology, part).flatMap(Constants::integers).map(all -> all.get(0)).orElse(-1L))
			.toList();
	}

	private Description described(final Channels channels, final String axes, final InputSize size,
		final String source) {
		return with(
			with(with(stated.with(Fact.AXES, axes, sourceOf(Fact.AXES, source)), Fact.INPUT,
				input.getName(), "inferred: the only input of an image"), Fact.CHANNELS, channels, source),
			Fact.SIZE, size, "inferred: the input's shape");
	}

	private <T> Description with(final Description known, final Fact<T> fact, final T value,
		final String source) {
		return known.with(fact, value, sourceOf(fact, source));
	}

	private String sourceOf(final Fact<?> fact, final String otherwise) {
		return stated.has(fact) ? GraphEndpoints.source(stated, fact) : otherwise;
	}
}
