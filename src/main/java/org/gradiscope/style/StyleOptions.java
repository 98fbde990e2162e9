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

package org.gradiscope.style;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gradiscope.objective.Expression;
import org.gradiscope.optimize.Climber;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.parameterization.Basis;

/**
 * How a picture takes on a style; {@link #toString()} is the recipe.
 *
 * @param content the layers whose activations are kept, each with its weight; none for a texture
 * @param layers the layers whose statistics are those of the style, each with its weight
 * @param statistic what of their activations is the style
 * @param alpha the weight of the style against the content's 1
 * @param beta the weight of the mean squared difference of neighbours
 * @param steps of the optimizer at each scale
 * @param scales the number of sizes, the picture's own the last, each twice as large as the one before
 * @param periodic whether copies of the picture fit beside each other
 * @param start what the optimizer starts from
 * @param climber the optimizer
 * @param basis what is optimized
 * @param seed of noise, shifts and directions
 */
public record StyleOptions(Map<String, Double> content, Map<String, Double> layers,
	Statistic statistic, double alpha, double beta, int steps, int scales, boolean periodic,
	Start start, Climber climber, Basis basis, long seed) {

	/** What of a layer's activations is the style. */
	public enum Statistic {

		/** Gatys et al. 2015. */
		GRAM,

		/** Li et al. 2017. */
		MOMENTS,

		/** Heitz et al. 2021. */
		SLICED_WASSERSTEIN;

		/** @param channels of the activation */
		LayerStatistic at(final Expression activation, final int channels, final long seed) {
			return switch (this) {
				case GRAM -> new GramStatistic(activation);
				case MOMENTS -> new MomentStatistic(activation);
				case SLICED_WASSERSTEIN -> SlicedWassersteinStatistic.of(activation, channels, seed);
			};
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
	}

	/** What the optimizer starts from. */
	public enum Start {

		/** The picture itself. */
		CONTENT,

		/** Weak noise around mid grey. */
		NOISE,

		/** The first picture of the style, stretched. */
		STYLE;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public StyleOptions {
		content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
		layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
		require(areWeights(content), "weights of at least 0 for the content", content);
		require(!layers.isEmpty() && areWeights(layers), "a layer and weights over 0 for the style",
			layers);
		require(alpha >= 0 && Double.isFinite(alpha), "an alpha of at least 0", alpha);
		require(beta >= 0 && Double.isFinite(beta), "a beta of at least 0", beta);
		require(steps >= 1, "steps of at least 1", steps);
		require(scales >= 1 && scales <= 16, "1 to 16 scales", scales);
	}

	private static boolean areWeights(final Map<String, Double> weights) {
		return weights.values().stream().allMatch(w -> w >= 0 && Double.isFinite(w)) &&
			(weights.isEmpty() || weights.values().stream().mapToDouble(w -> w).sum() > 0);
	}

	/** Gram matrices of these layers, one of content, and the usual for the rest. */
	public static StyleOptions of(final String content, final String... layers) {
		final Map<String, Double> weights = new LinkedHashMap<>();
		for (final String layer : layers)
			weights.put(layer, 1.0);
		return new StyleOptions(Map.of(content, 1.0), weights, Statistic.GRAM, 100, 0.1, 60, 1, false,
			Start.CONTENT, Climber.LBFGS, new Basis.FourierBasis(0.5), 1);
	}

	/** Those layers of content and style that the network has to compute. */
	Set<String> networkLayers() {
		final Set<String> all = new LinkedHashSet<>(content.keySet());
		all.addAll(layers.keySet());
		all.remove(StyleLayers.PIXELS);
		return all;
	}

	public StyleOptions withContent(final Map<String, Double> weights) {
		return OptionRecords.with(this, "content", weights);
	}

	public StyleOptions withLayers(final Map<String, Double> weights) {
		return OptionRecords.with(this, "layers", weights);
	}

	public StyleOptions withStatistic(final Statistic newStatistic) {
		return OptionRecords.with(this, "statistic", newStatistic);
	}

	public StyleOptions withAlpha(final double newAlpha) {
		return OptionRecords.with(this, "alpha", newAlpha);
	}

	public StyleOptions withBeta(final double newBeta) {
		return OptionRecords.with(this, "beta", newBeta);
	}

	public StyleOptions withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public StyleOptions withScales(final int newScales) {
		return OptionRecords.with(this, "scales", newScales);
	}

	public StyleOptions withPeriodic(final boolean newPeriodic) {
		return OptionRecords.with(this, "periodic", newPeriodic);
	}

	public StyleOptions withStart(final Start newStart) {
		return OptionRecords.with(this, "start", newStart);
	}

	public StyleOptions withClimber(final Climber newClimber) {
		return OptionRecords.with(this, "climber", newClimber);
	}

	public StyleOptions withBasis(final Basis newBasis) {
		return OptionRecords.with(this, "basis", newBasis);
	}

	public StyleOptions withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("Style transfer needs", good, expected, given);
	}
}
