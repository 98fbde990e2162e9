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

package org.gradiscope.pattern;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.training.Examples;

/**
 * An endless stream of labelled batches of fresh draws, as an 8-bit camera would give them. Each draw
 * has a seed of its own, so that streams of different seeds share no image.
 */
final class PatternBatches {

	/** The least contrast of a faint draw, as a part of its own. */
	private static final double FAINTEST = 0.12;

	private final SplittableRandom random;
	private final double faint;

	/** @param faint the share of draws that lose contrast, 0..1 */
	PatternBatches(final long seed, final double faint) {
		this.random = new SplittableRandom(seed);
		this.faint = faint;
	}

	/** The next {@code count} draws, of random classes. */
	Examples next(final int count, final int side) {
		final int[] targets = new int[count];
		for (int i = 0; i < count; i++)
			targets[i] = random.nextInt(Pattern.values().length);
		return next(targets, side);
	}

	/** The next draws, of the classes given. */
	Examples next(final int[] targets, final int side) {
		final Tensor images = Tensor.zeros(Shape.of(targets.length, side, side, 3));
		final int stride = 3 * side * side;
		for (int i = 0; i < targets.length; i++) {
			final float[] draw = PatternGenerator
				.draw(Pattern.values()[targets[i]], side, side, random.nextLong()).values().data();
			if (random.nextDouble() < faint) fade(draw);
			for (int j = 0; j < stride; j++)
				images.data()[i * stride + j] = Math.round(draw[j]);
		}
		return new Examples(new Pixels(images, ValueRange.EIGHT_BIT), targets);
	}

	/** Brings all values nearer to their mean, in place. */
	private void fade(final float[] values) {
		final double contrast = StrictMath.exp(random.nextDouble() * StrictMath.log(FAINTEST));
		double mean = 0;
		for (final float value : values)
			mean += value / values.length;
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (mean + contrast * (values[i] - mean));
	}
}
