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

package org.gradiscope.visualization.fooling;

import java.util.Locale;
import java.util.SplittableRandom;

import org.gradiscope.model.InputSize;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * How a fooling picture is looked for; {@link #toString()} is the recipe.
 *
 * @param method by the gradient, or by evolution
 * @param start where the gradient sets out; evolution begins with random pictures
 * @param height of the picture, in pixels
 * @param width of the picture, in pixels
 * @param confidence the probability to be exceeded, over 0 and under 1
 * @param steps the most gradient steps of a class, or the most generations
 * @param seed of all that is random
 */
public record FoolingOptions(FoolingMethod method, StartImage start, int height, int width,
	double confidence, int steps, long seed) {

	/** The side of a picture where the network takes any. */
	public static final int SIDE = 128;
	/** As the paper has it. */
	public static final double CONFIDENCE = 0.99;
	/** Of the gradient. */
	public static final int STEPS = 256;
	/** Of evolution, {@value MapElites#OFFSPRING} pictures each. */
	public static final int GENERATIONS = 500;

	private static final int LARGEST = 4096;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public FoolingOptions {
		final boolean fits = Math.min(height, width) >= 1 && Math.max(height, width) <= LARGEST;
		require(fits, "a size of 1 to " + LARGEST, width + "x" + height);
		require(confidence > 0 && confidence < 1, "a confidence over 0 and under 1", confidence);
		require(steps >= 1, "steps of at least 1", steps);
	}

	/** From noise, at the network's own size. */
	public static FoolingOptions of(final FoolingMethod method, final InputSize network) {
		final boolean gradient = method == FoolingMethod.GRADIENT;
		return new FoolingOptions(method, StartImage.NOISE, side(network.fixed(), network.height()),
			side(network.fixed(), network.width()), CONFIDENCE, gradient ? STEPS : GENERATIONS, 1);
	}

	private static int side(final boolean fixed, final int own) {
		return fixed ? own : Math.max(SIDE, own);
	}

	public FoolingOptions withStart(final StartImage newStart) {
		return OptionRecords.with(this, "start", newStart);
	}

	/** A square. */
	public FoolingOptions withSize(final int side) {
		return OptionRecords.with(this, "height", side, "width", side);
	}

	public FoolingOptions withConfidence(final double newConfidence) {
		return OptionRecords.with(this, "confidence", newConfidence);
	}

	public FoolingOptions withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public FoolingOptions withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		OptionRecords.require("A fooling image needs", good, expected, given);
	}

	/**
	 * How a fooling picture is found, by the words that users choose (Nguyen, Yosinski &amp; Clune 2015,
	 * "Deep Neural Networks are Easily Fooled").
	 */
	public enum FoolingMethod {

		/** The gradient of the class's log-probability is climbed, pixel by pixel, without any prior. */
		GRADIENT("gradient"),

		/** Pictures that networks of functions of the position draw are evolved: regular patterns. */
		EVOLUTION("evolution"),

		/** The pixels themselves are evolved: noise. */
		EVOLUTION_DIRECT("evolution-direct");

		private final String word;

		FoolingMethod(final String word) {
			this.word = word;
		}

		/** The word by which users choose it. */
		@Override
		public String toString() {
			return word;
		}
	}

	/**
	 * The picture from which the gradient is climbed. Patterns repeat eight times over the longer side,
	 * and have a little noise: of a picture that is the same in many places the gradient is the same too,
	 * and leads nowhere.
	 */
	public enum StartImage {

		/** Every value for itself, uniform over 0..255. */
		NOISE,
		/** 128 everywhere. */
		GREY,
		/** Upright stripes of 64 and 192, up to 8 more or less. */
		STRIPES,
		/** A chessboard of 64 and 192, up to 8 more or less. */
		CHECKS;

		private static final int PERIODS = 8;
		private static final int DARK = 64;
		private static final int MIDDLE = 128;
		private static final int BRIGHT = 192;
		private static final int NOISINESS = 8;

		/** @return {@code [1, height, width, channels]}, whole numbers in 0..255 */
		Pixels draw(final int height, final int width, final int channels, final long seed) {
			final Tensor values = Tensor.zeros(Shape.of(1, height, width, channels));
			final SplittableRandom random = new SplittableRandom(seed);
			final int half = Math.max(1, Math.max(height, width) / (2 * PERIODS));
			for (int i = 0; i < values.size(); i++) {
				final int x = i / channels % width / half;
				final int y = i / channels / width / half;
				values.data()[i] = switch (this) {
					case NOISE -> random.nextInt(256);
					case GREY -> MIDDLE;
					case STRIPES -> pattern(x, random);
					case CHECKS -> pattern(x + y, random);
				};
			}
			return new Pixels(values, ValueRange.EIGHT_BIT);
		}

		private static int pattern(final int number, final SplittableRandom random) {
			return (number % 2 == 0 ? DARK : BRIGHT) + random.nextInt(-NOISINESS, NOISINESS + 1);
		}

		/** The word by which users choose it. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}
}
