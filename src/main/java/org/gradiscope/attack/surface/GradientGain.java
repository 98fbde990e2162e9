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

package org.gradiscope.attack.surface;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Tensor;

/**
 * What a step along the sign of the gradient gains of the loss, beside steps of the same size along random
 * signs. Where many of these gain as much, the gradient does not say where the loss rises: it is obfuscated
 * (Athalye et al. 2018, "Obfuscated Gradients Give a False Sense of Security"), and attacks that follow it
 * say little of how robust a network is.
 *
 * @param along the loss at the end of that step, minus that of the image
 * @param random the same of each random step
 */
public record GradientGain(double along, double[] random) {

	/** So many random directions at least as good are no accident. */
	private static final double CHANCE = 0.05;

	/** The share of random directions that gain at least as much: 0 of a gradient that leads up. */
	public double obfuscation() {
		return Arrays.stream(random).filter(gain -> gain >= along).count() / (double) random.length;
	}

	/** The mean gain of random directions. */
	public double meanOfRandom() {
		return Arrays.stream(random).average().orElseThrow();
	}

	/** The largest gain of a random direction. */
	public double largestOfRandom() {
		return Arrays.stream(random).max().orElseThrow();
	}

	/** Whether the gradient does no better than chance. */
	public boolean isObfuscated() {
		return along <= 0 || obfuscation() >= CHANCE;
	}

	/**
	 * @param signs of the gradient
	 * @param size of the steps, in grey levels
	 * @param clean the loss of the image
	 * @param count of random directions
	 */
	static GradientGain of(final ImageProbe probe, final SignDirections directions,
		final Tensor signs, final double size, final double clean, final int count, final long seed,
		final Progress progress) {
		final double along =
			probe.ask(1, ImagePlane.along(signs, new double[] { size }), progress).losses()[0] - clean;
		final SplittableRandom[] sources = Batches.split(new SplittableRandom(seed), count);
		final float[] losses = probe.ask(count, (n, values, from) -> {
			final float[] step = directions.random(signs, sources[n]).data();
			for (int i = 0; i < step.length; i++)
				values[from + i] += (float) size * step[i];
		}, progress).losses();
		final double[] random = new double[count];
		for (int n = 0; n < count; n++)
			random[n] = losses[n] - clean;
		return new GradientGain(along, random);
	}
}
