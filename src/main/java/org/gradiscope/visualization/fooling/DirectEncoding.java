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

import java.util.SplittableRandom;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Every value of the picture is a gene, at first uniform over 0..255. A child has a tenth of its
 * parent's values changed by polynomial mutation (Deb 2001) of index 15, as Nguyen et al. 2015 have
 * it; their halving of the tenth every 1000 generations is left out.
 */
record DirectEncoding(int height, int width, int channels) implements Encoding<Tensor> {

	private static final double RATE = 0.1;
	private static final double INDEX = 15;

	@Override
	public Tensor random(final SplittableRandom random) {
		final Tensor genome = Tensor.zeros(Shape.of(1, height, width, channels));
		for (int i = 0; i < genome.size(); i++)
			genome.data()[i] = random.nextInt(256);
		return genome;
	}

	@Override
	public Tensor mutate(final Tensor parent, final SplittableRandom random) {
		final Tensor child = parent.copy();
		for (int i = 0; i < child.size(); i++)
			if (random.nextDouble() < RATE)
				child.data()[i] = EightBit.level(child.data()[i] / 255 + change(random.nextDouble()));
		return child;
	}

	/**
	 * {@code (2u)^(1/16) - 1} below a half, {@code 1 - (2 (1 - u))^(1/16)} above, as a share of the
	 * range.
	 */
	static double change(final double u) {
		final double power = 1 / (INDEX + 1);
		return u < 0.5 ? Math.pow(2 * u, power) - 1 : 1 - Math.pow(2 * (1 - u), power);
	}

	@Override
	public Tensor picture(final Tensor genome) {
		return genome;
	}
}
