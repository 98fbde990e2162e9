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

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.tensorflow.proto.NodeDef;

/**
 * A network of time series, {@code [n, time, features]} or {@code [n, features, time]}, as one of grey
 * images: the width is the time, the height the features. So all that works on images works on it. Images
 * without an axis for channels are told from them.
 *
 * @param frozen its input takes {@code [n, features, time, 1]}; every layer that gives {@code [n, time,
 *          channels]} gives {@code [n, 1, time, channels]} on its way
 * @param description says axes, channels and size of these images
 */
public record TimeSeriesNetwork(FrozenModel frozen, Description description) {

	/** Time before features, in the letters of images: x is the time, y the features. */
	static final String TIME_FIRST = "bxy";
	private static final String FEATURES_FIRST = "byx";

	/**
	 * A network of images stays as it is.
	 *
	 * @throws EngineException if the graph does not say how many features there are, or the description
	 *           says something else
	 */
	public static TimeSeriesNetwork asImages(final FrozenModel frozen, final Description stated) {
		final GraphTopology topology = GraphTopology.of(frozen.graph());
		final Optional<NodeDef> found = TimeSeriesInputs.find(frozen, topology, stated);
		if (found.isEmpty()) return TimeSeriesInputs.list(frozen, topology, stated)
			.flatMap(list -> new ImagesWithoutChannels(frozen, topology, stated, list).asLists())
			.orElseGet(() -> requireImages(new TimeSeriesNetwork(frozen, stated)));
		final NodeDef input = found.get();
		if (!stated.has(Fact.SERIES)) ImagesWithoutBatch.refuse(topology, input);
		final ImagesWithoutChannels either = new ImagesWithoutChannels(frozen, topology, stated, input);
		final Optional<TimeSeriesNetwork> images = either.asImages();
		if (images.isPresent()) return images.get();
		final List<Long> shape = Placeholders.shape(input).orElseThrow();
		final FirstConvolution.Line first =
			FirstConvolution.line(topology, topology.number(input.getName()));
		final boolean timeFirst = isTimeFirst(stated, shape, first);
		final long features = features(shape.get(timeFirst ? 2 : 1), first);
		final long time = shape.get(timeFirst ? 1 : 2);
		final Description known = described(either.remarked(timeFirst), input.getName(), timeFirst,
			size(stated, features, time));
		return TimeSeriesRewriter.of(frozen, known, input, timeFirst);
	}

	/**
	 * With ends that give {@code [n, 1, time, channels]} where they gave {@code [n, time, channels]}: scores
	 * for each time point are a picture of one row. Of images, pictures without an axis for channels get one.
	 *
	 * @param ends says input, output and logits
	 */
	public TimeSeriesNetwork withEnds(final Description ends) {
		return ends.get(Fact.SIZE).filter(InputSize::series).isPresent()
			? TimeSeriesRewriter.withRows(frozen, ends) : TimeSeriesRewriter.withChannels(frozen, ends);
	}

	private static TimeSeriesNetwork requireImages(final TimeSeriesNetwork images) {
		final Optional<String> axes =
			images.description.get(Fact.AXES).filter(all -> all.length() == 3);
		if (axes.isPresent()) throw new EngineException("The input's axes are said to be " +
			axes.get() + ", those of a time series, but the graph has no input of 3 axes; correct " +
			"'input.axes', or name the input (input.tensor).");
		return images;
	}

	private static boolean isTimeFirst(final Description stated, final List<Long> shape,
		final FirstConvolution.Line first) {
		final Optional<String> axes = stated.get(Fact.AXES);
		if (axes.isPresent()) {
			if (axes.get().length() != 3) throw new EngineException("The input's axes are said to be " +
				axes.get() + ", but the graph takes 3 axes; for a time series say " + TIME_FIRST +
				" (time, features) or " + FEATURES_FIRST + " (features, time).");
			return axes.get().equals(TIME_FIRST);
		}
		final boolean oneIsFree = shape.get(1) > 0 != shape.get(2) > 0;
		return oneIsFree ? shape.get(2) > 0 : !first.turned();
	}

	private static long features(final long shown, final FirstConvolution.Line first) {
		final long features = shown > 0 ? shown : first.channels();
		if (features < 1 || features > Integer.MAX_VALUE) throw new EngineException("A network of " +
			"time series takes a known number of features, but the graph does not say how many; " +
			"export it with the number of features fixed.");
		return features;
	}

	private static InputSize size(final Description stated, final long features, final long time) {
		final int height = (int) features;
		if (stated.get(Fact.SIZE).isEmpty()) return new InputSize(time > 0, height,
			(int) Math.max(1, Math.min(time, Integer.MAX_VALUE)), true);
		final InputSize said = stated.get(Fact.SIZE).get();
		if (said.height() != height) throw new EngineException("The network takes time series of " +
			height + " features, but its description gives images a height of " + said.height() +
			"; let it say " + height + ", or leave the size out.");
		return new InputSize(said.fixed(), height, said.width(), true);
	}

	private static Description described(final Description stated, final String input,
		final boolean timeFirst, final InputSize size) {
		final String source = stated.has(Fact.AXES) ? GraphEndpoints.source(stated, Fact.AXES)
			: "inferred: a time series, " + (timeFirst ? "time before features" : "features before time");
		if (stated.get(Fact.CHANNELS).filter(channels -> !channels.equals(Channels.GREY)).isPresent())
			throw new EngineException("A time series is a grey image, but the channels are said to be " +
				stated.get(Fact.CHANNELS).get() + "; leave 'input.channels' out.");
		return stated
			.with(Fact.INPUT, input,
				stated.has(Fact.INPUT) ? GraphEndpoints.source(stated, Fact.INPUT)
					: "inferred: the only input of a time series")
			.with(Fact.AXES, ImageShapes.CHANNELS_LAST, source).with(Fact.CHANNELS, Channels.GREY, source)
			.with(Fact.SIZE, size, stated.has(Fact.SIZE) ? GraphEndpoints.source(stated, Fact.SIZE)
				: "inferred: the input's shape");
	}
}
