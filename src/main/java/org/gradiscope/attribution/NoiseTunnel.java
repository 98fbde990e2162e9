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
package org.gradiscope.attribution;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The gradients at noisy copies of an image, made one map:
 *
 * <pre>
 * g_s = base(x + noise R n_s),   n_s normal with standard deviation 1,   R the extent of the value range
 * </pre>
 *
 * {@link Kind} says how. As in the papers the noisy copies are not clipped to the range.
 *
 * @param kind how the gradients are made one
 * @param base whose gradients
 * @param samples how many, at least 1
 * @param noise the standard deviation as a fraction of the value range, at least 0
 * @param seed of the noise
 */
public record NoiseTunnel(Kind kind, GradientMethod base, int samples, double noise, long seed)
	implements AttributionMethod {

	/** How gradients are made one map. */
	public enum Kind {

		/** Their mean (Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise"). */
		SMOOTHGRAD,

		/**
		 * The mean of their squares (Hooker et al. 2019, "A Benchmark for Interpretability Methods").
		 */
		SMOOTHGRAD_SQUARED,

		/** Their variance, over n (Adebayo et al. 2018, "Local Explanation Methods"). */
		VARGRAD;

		double of(final double mean, final double meanSquare) {
			return switch (this) {
				case SMOOTHGRAD -> mean;
				case SMOOTHGRAD_SQUARED -> meanSquare;
				case VARGRAD -> Math.max(0, meanSquare - mean * mean);
			};
		}

		/** The word by which users choose it, for example {@code smoothgrad-squared}. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
	}

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public NoiseTunnel {
		OptionRecords.require(kind + " needs", samples >= 1, "samples of at least 1", samples);
		OptionRecords.require(kind + " needs", noise >= 0 && noise <= 1,
			"a noise of 0 to 1 of the value range", noise);
	}

	/** 50 plain gradients at a noise of 0.15 of the value range. */
	public static NoiseTunnel of(final Kind kind) {
		return new NoiseTunnel(kind, GradientMethod.GRADIENT, 50, 0.15, 1);
	}

	public NoiseTunnel withBase(final GradientMethod newBase) {
		return OptionRecords.with(this, "base", newBase);
	}

	public NoiseTunnel withSamples(final int newSamples) {
		return OptionRecords.with(this, "samples", newSamples);
	}

	public NoiseTunnel withNoise(final double newNoise) {
		return OptionRecords.with(this, "noise", newNoise);
	}

	public NoiseTunnel withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.SENSITIVITY;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return GRADIENT_PASSES * samples;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Moments moments = new Moments(image.values().size());
		final SplittableRandom random = new SplittableRandom(seed);
		final int batch = Batches.size(image, samples);
		for (int first = 0; first < samples; first += batch) {
			progress.check();
			final int count = Math.min(batch, samples - first);
			moments.add(base.gradient(network, noisy(image, Batches.split(random, count)), objective));
			progress.report(first + count, samples, "sample " + (first + count) + " of " + samples);
		}
		final Tensor map = Tensor.zeros(image.shape());
		for (int i = 0; i < map.size(); i++)
			map.data()[i] = (float) kind.of(moments.mean(i), moments.meanSquare(i));
		return Attribution.of(map);
	}

	private Pixels noisy(final Pixels image, final SplittableRandom[] sources) {
		final Tensor copies = Batches.empty(image, sources.length);
		final float[] values = image.values().data();
		final double deviation = noise * image.range().extent();
		IntStream.range(0, sources.length).parallel().forEach(n -> {
			for (int i = 0; i < values.length; i++)
				copies.data()[n * values.length + i] =
					(float) (values[i] + deviation * sources[n].nextGaussian());
		});
		return image.with(copies);
	}

	/** The mean and the mean square of many tensors, position by position, without keeping them. */
	private static final class Moments {

		private final double[] sums;
		private final double[] squares;
		private int count;

		/** @param size the number of positions */
		Moments(final int size) {
			sums = new double[size];
			squares = new double[size];
		}

		/** Adds the items of a batch. */
		void add(final Tensor batch) {
			final float[] values = batch.data();
			for (int item = 0; item < values.length; item += sums.length) {
				for (int i = 0; i < sums.length; i++) {
					final double value = values[item + i];
					sums[i] += value;
					squares[i] += value * value;
				}
				count++;
			}
		}

		double mean(final int i) {
			return sums[i] / count;
		}

		double meanSquare(final int i) {
			return squares[i] / count;
		}
	}

	@Override
	public String toString() {
		return kind + "[base=" + base + ", samples=" + samples + ", noise=" + noise + ", seed=" + seed +
			"]";
	}
}
