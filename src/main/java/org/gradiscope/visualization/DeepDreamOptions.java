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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.parameterization.RowLimits;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/**
 * How deep an image dreams; {@link #toString()} is the recipe.
 *
 * @param layers what is amplified: the weight of each layer, or of a channel as {@code layer/channel}, by
 *          what a user calls it: a name, an index, a wildcard or {@code auto}
 * @param octaves the number of scales, the image's own the last
 * @param octaveScale the ratio of one scale to the one before, over 1
 * @param steps the gradient steps at each scale
 * @param stepSize the mean change of a pixel in one step, as a fraction of the value range
 * @param jitter the largest shift of the image before each step, in pixels of the octave
 * @param alpha the weight of the mean square of the pixels, which is subtracted
 * @param beta the weight of the mean squared difference of neighbours, which is subtracted
 * @param laplacian the levels by which the gradient is normalized scale by scale; 0: it is not
 * @param rows of a time series: what each feature may be, in the network's own numbers; steps are in
 *          proportion to the range of each
 * @param seed of the shifts
 */
public record DeepDreamOptions(Map<String, Double> layers, int octaves, double octaveScale,
	int steps, double stepSize, int jitter, double alpha, double beta, int laplacian, RowLimits rows,
	long seed) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public DeepDreamOptions {
		layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
		require(!layers.isEmpty(), "at least one layer", layers);
		require(layers.values().stream().allMatch(Double::isFinite), "finite weights", layers);
		require(octaves >= 1, "octaves of at least 1", octaves);
		require(octaveScale > 1 && octaveScale <= 10, "an octave scale over 1, up to 10", octaveScale);
		require(steps >= 1, "steps of at least 1", steps);
		require(stepSize > 0 && stepSize <= 1, "a step size over 0, up to the value range", stepSize);
		require(jitter >= 0 && jitter <= 1 << 20, "a jitter of 0 to " + (1 << 20), jitter);
		require(alpha >= 0 && Double.isFinite(alpha), "an alpha of at least 0", alpha);
		require(beta >= 0 && Double.isFinite(beta), "a beta of at least 0", beta);
		require(laplacian >= 0 && laplacian <= 16, "Laplacian levels of 0 to 16", laplacian);
	}

	/** With rows that may be anything. */
	public DeepDreamOptions(final Map<String, Double> layers, final int octaves,
		final double octaveScale, final int steps, final double stepSize, final int jitter,
		final double alpha, final double beta, final int laplacian, final long seed) {
		this(layers, octaves, octaveScale, steps, stepSize, jitter, alpha, beta, laplacian,
			RowLimits.NONE, seed);
	}

	/** One layer, and the usual for the rest: 4 octaves of 1.4, 10 steps of 1.5/255, jitter 32. */
	public static DeepDreamOptions of(final String layer) {
		return new DeepDreamOptions(Map.of(layer, 1.0), 4, 1.4, 10, 1.5 / 255, 32, 0, 0, 0, 1);
	}

	/** Other layers or channels, each with its weight. */
	public DeepDreamOptions withLayers(final Map<String, Double> newLayers) {
		return OptionRecords.with(this, "layers", newLayers);
	}

	public DeepDreamOptions withOctaves(final int number) {
		return OptionRecords.with(this, "octaves", number);
	}

	public DeepDreamOptions withOctaves(final int number, final double scale) {
		return OptionRecords.with(this, "octaves", number, "octaveScale", scale);
	}

	public DeepDreamOptions withSteps(final int number) {
		return OptionRecords.with(this, "steps", number);
	}

	public DeepDreamOptions withSteps(final int number, final double size) {
		return OptionRecords.with(this, "steps", number, "stepSize", size);
	}

	public DeepDreamOptions withJitter(final int newJitter) {
		return OptionRecords.with(this, "jitter", newJitter);
	}

	/** The weights of what keeps the image dim and smooth. */
	public DeepDreamOptions withRegularization(final double newAlpha, final double newBeta) {
		return OptionRecords.with(this, "alpha", newAlpha, "beta", newBeta);
	}

	public DeepDreamOptions withLaplacian(final int levels) {
		return OptionRecords.with(this, "laplacian", levels);
	}

	public DeepDreamOptions withRows(final RowLimits newRows) {
		return OptionRecords.with(this, "rows", newRows);
	}

	public DeepDreamOptions withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("Deep Dream needs", good, expected, given);
	}

	/**
	 * A size that is dreamt at.
	 *
	 * @param sides height and width in pixels, of volumes the depth before them
	 */
	public record Octave(List<Integer> sides) {

		Octave(final int... sides) {
			this(IntStream.of(sides).boxed().toList());
		}

		/**
		 * The sizes that an image will be dreamt at, the smallest first; those that the network cannot take
		 * are left out.
		 *
		 * @param objective whose layers have to be there at that size
		 */
		static List<Octave> of(final Network network, final Pixels image, final Objective objective,
			final DeepDreamOptions options) {
			final Set<String> layers = objective.expression().layers();
			final List<Octave> octaves = new ArrayList<>();
			for (int i = 0; i < options.octaves(); i++) {
				final double factor = Math.pow(options.octaveScale(), -i);
				final int[] sides =
					IntStream.of(image.sides()).map(side -> (int) Math.round(side * factor)).toArray();
				// Rows of a time series are features, which are no neighbours.
				if (network.descriptor().preprocessing().size().series()) sides[0] = image.height();
				final Octave octave = new Octave(sides);
				// The image's own size is there whatever the network says: then it says why not.
				if (i == 0 || octave.isTaken(network, layers)) octaves.add(0, octave);
				// However many are wanted, there are no smaller ones.
				if (IntStream.of(sides).skip(1).allMatch(side -> side <= 1)) break;
			}
			return octaves;
		}

		private boolean isTaken(final Network network, final Set<String> layers) {
			final int rows = network.descriptor().preprocessing().size().series() ? 1 : 0;
			return sides.stream().skip(rows).allMatch(side -> side >= 2) &&
				network.takes(array(), layers);
		}

		private int[] array() {
			return sides.stream().mapToInt(side -> side).toArray();
		}

		/** An image of any size at this one. */
		Tensor of(final Tensor image) {
			return Resize.to(image, array());
		}

		/** Width by height, and by depth where there is one. */
		@Override
		public String toString() {
			return InputSize.text(array());
		}
	}
}
