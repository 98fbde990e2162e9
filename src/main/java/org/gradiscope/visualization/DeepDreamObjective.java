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

package org.gradiscope.visualization;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/**
 * What a dream climbs: the negative of the loss
 * {@code -sum_j w_j mean(A_j^2) + alpha mean(x^2) + beta meanDifference(x)^2} (Veličković 2017, "Deep
 * learning, visualised"; Mordvintsev et al. 2015, "Inceptionism").
 * <p>
 * The norm of the image and the differences of its neighbours are means over the pixels, with the image
 * in units of its range, where the talk has sums: so the weights mean the same at every size, in every
 * octave and tile.
 * </p>
 */
public final class DeepDreamObjective {

	/** The longer side at which a guide is looked at, in pixels. */
	private static final int GUIDE_SIDE = 512;

	/** So many vectors are compared with each position at most. */
	private static final int MOST_VECTORS = 1024;

	/** And so many products are in memory for a tile. */
	private static final double MOST_PRODUCTS = 1 << 25;

	private DeepDreamObjective() {}

	/**
	 * The layers and channels of the options, squared.
	 *
	 * @throws IllegalArgumentException if the network has no such layer, with the nearest that it has
	 */
	public static Objective of(final ModelDescriptor network, final DeepDreamOptions options) {
		return regularized(weighted(network, options, LayerChannel::power), options);
	}

	/**
	 * The logarithms of the probabilities of classes, summed.
	 *
	 * @param classes by label or index
	 * @throws IllegalArgumentException if the network has no such class
	 */
	public static Objective classes(final ModelDescriptor network, final DeepDreamOptions options,
		final String... classes) {
		return regularized(Stream.of(classes).map(name -> network.labels().index(name.trim()))
			.map(Objectives::logProbability).reduce(Objective::plus).orElseThrow(), options);
	}

	/**
	 * Towards what another picture shows: {@code sum_j w_j mean_p max_q a_p . g_q} with the guide's
	 * activations {@code g} (Mordvintsev et al. 2015). The guide is looked at at 512 pixels at most, and of
	 * its positions a regular grid of at most 1024 is compared with.
	 *
	 * @param guide of any size that the network takes, {@code [1, h, w, c]}
	 * @throws IllegalArgumentException if the network has no such layer, or a channel is named
	 * @throws EngineException if the network cannot see the guide
	 */
	public static Objective guided(final Network network, final Pixels guide,
		final DeepDreamOptions options) {
		if (network.descriptor().preprocessing().size().isVolume())
			throw new IllegalArgumentException("A guide is a picture, but the network " +
				network.descriptor().name() + " takes volumes; dream without a guide.");
		final Pixels seen = shrunk(network, guide);
		return regularized(weighted(network.descriptor(), options, unit -> {
			if (unit.channel() != LayerChannel.ALL) throw new IllegalArgumentException(
				"A guide is matched by all channels of a layer together, but '" + unit +
					"' is one channel; give " + unit.layer() + ".");
			return Objectives.guided(unit.layer(),
				vectors(activation(network, seen, unit.layer()), seen));
		}), options);
	}

	private static Objective weighted(final ModelDescriptor network, final DeepDreamOptions options,
		final Function<LayerChannel, Objective> term) {
		Objective sum = null;
		for (final Map.Entry<String, Double> weight : options.layers().entrySet())
			for (final LayerChannel unit : LayerChannel.named(weight.getKey(), network, "deep-dream")) {
				final Objective weighted = term.apply(unit).times(weight.getValue());
				sum = sum == null ? weighted : sum.plus(weighted);
			}
		return sum;
	}

	private static Objective regularized(final Objective sum, final DeepDreamOptions options) {
		final Objective dim =
			options.alpha() == 0 ? sum : sum.minus(Objectives.power().times(options.alpha()));
		return options.beta() == 0 ? dim : dim.minus(Objectives.totalVariation().times(options.beta()));
	}

	private static Pixels shrunk(final Network network, final Pixels guide) {
		final double factor = (double) GUIDE_SIDE / Math.max(guide.height(), guide.width());
		if (factor >= 1) return guide;
		final int height = Math.max(1, (int) Math.round(guide.height() * factor));
		final int width = Math.max(1, (int) Math.round(guide.width() * factor));
		final boolean taken = network.descriptor().preprocessing().size().takes(height, width);
		return taken ? guide.with(Resize.to(guide.values(), height, width)) : guide;
	}

	private static Tensor activation(final Network network, final Pixels guide, final String layer) {
		try {
			return network.activation(guide, layer);
		}
		catch (final EngineException e) {
			throw new EngineException("The network cannot see the guide: " + e.getMessage(), e);
		}
	}

	/** What the positions of a grid answer, {@code [j, c]}. */
	private static Tensor vectors(final Tensor activation, final Pixels guide) {
		final Shape shape = activation.shape();
		final int channels = shape.dimension(shape.rank() - 1);
		if (shape.rank() != 4) return activation.reshape(Shape.of(1, channels));
		final int height = shape.dimension(1);
		final int width = shape.dimension(2);
		final double stride = (double) guide.height() / height;
		final double most =
			Math.min(MOST_VECTORS, MOST_PRODUCTS / Math.pow(TiledGradient.SIDE / stride, 2));
		final int step = (int) Math.ceil(Math.sqrt(Math.max(1, height * width / most)));
		final int rows = (height - 1 - step / 2 + step) / step;
		final int columns = (width - 1 - step / 2 + step) / step;
		final Tensor vectors = Tensor.zeros(Shape.of(rows * columns, channels));
		for (int i = 0; i < rows * columns; i++) {
			final int y = step / 2 + i / columns * step;
			final int x = step / 2 + i % columns * step;
			System.arraycopy(activation.data(), (y * width + x) * channels, vectors.data(), i * channels,
				channels);
		}
		return vectors;
	}

	/**
	 * A layer, or one of its channels.
	 *
	 * @param channel from 0; {@link #ALL} for the whole layer
	 */
	private record LayerChannel(String layer, int channel) {

		/** All channels of a layer. */
		static final int ALL = -1;

		private static final Pattern CHANNEL = Pattern.compile("(.+)/(\\d{1,7})");

		/**
		 * What a text means: {@code layer}, or {@code layer/channel} where no layer has that whole name; the
		 * layer as {@link ModelDescriptor#layers(String, String)} takes it, so that a wildcard means several.
		 *
		 * @throws IllegalArgumentException if there is no such layer, with the nearest of those that there
		 *           are
		 */
		static List<LayerChannel> named(final String text, final ModelDescriptor network,
			final String method) {
			final Matcher channel = CHANNEL.matcher(text);
			if (isLayer(text, network) || !channel.matches()) return of(text, ALL, network, method);
			return of(channel.group(1), Integer.parseInt(channel.group(2)), network, method);
		}

		private static List<LayerChannel> of(final String layer, final int channel,
			final ModelDescriptor network, final String method) {
			return network.layers(layer, method).stream().map(l -> new LayerChannel(l.name(), channel))
				.toList();
		}

		private static boolean isLayer(final String text, final ModelDescriptor network) {
			return network.layers().stream()
				.anyMatch(l -> l.name().equals(text) || l.tensor().equals(text));
		}

		/** The mean of its squared activations. */
		Objective power() {
			return channel == ALL ? Objectives.layer(layer) : Objectives.channelPower(layer, channel);
		}

		/** As it is written, for example {@code conv5/3}. */
		@Override
		public String toString() {
			return channel == ALL ? layer : layer + "/" + channel;
		}
	}
}
