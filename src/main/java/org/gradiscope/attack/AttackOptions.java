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

package org.gradiscope.attack;

/**
 * How strong an attack is; {@link #toString()} is the recipe.
 *
 * @param epsilon the largest change of any pixel, in grey levels, over 0
 * @param steps the number of gradient steps; FGSM takes one, whatever this says
 * @param stepSize the change of each pixel in one step, in grey levels, over 0
 * @param seed of the random start
 */
public record AttackOptions(double epsilon, int steps, double stepSize, long seed) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public AttackOptions {
		require(epsilon > 0 && Double.isFinite(epsilon), "an epsilon over 0 grey levels", epsilon);
		require(steps >= 1, "steps of at least 1", steps);
		require(stepSize > 0 && Double.isFinite(stepSize), "a step size over 0 grey levels", stepSize);
	}

	/**
	 * 20 steps, each of 2.5 epsilon / steps, so that the far side of the ball can be reached from any
	 * start (Madry et al. 2017).
	 */
	public static AttackOptions of(final double epsilon) {
		return new AttackOptions(epsilon, 20, 2.5 * epsilon / 20, 1);
	}

	/** Other steps, each of 2.5 epsilon / steps; another size is set afterwards. */
	public AttackOptions withSteps(final int newSteps) {
		return new AttackOptions(epsilon, newSteps, 2.5 * epsilon / newSteps, seed);
	}

	public AttackOptions withStepSize(final double newStepSize) {
		return new AttackOptions(epsilon, steps, newStepSize, seed);
	}

	public AttackOptions withSeed(final long newSeed) {
		return new AttackOptions(epsilon, steps, stepSize, newSeed);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		if (!good) throw new IllegalArgumentException("The attack needs " + expected + ", but " +
			given + " was given.");
	}
}
