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

package org.gradiscope.attack.bound;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Tensor;

/**
 * Rounds a perturbed image to integers without leaving the ball around the original. The change
 * of each pixel is rounded, not its value. Where that is over epsilon, in L-infinity it is one level
 * less; in L2 those changes lose a level that were rounded up most, until epsilon is kept.
 */
final class BoundedRounding {

	private BoundedRounding() {}

	/**
	 * @param original values of {@code format}, integers, of one image
	 * @param perturbed within {@code bound} of them
	 */
	static Tensor round(final Tensor original, final Tensor perturbed, final Bound bound,
		final PixelFormat format) {
		final double epsilon = bound.epsilon();
		if (bound.norm() == Norm.LINF) format.check(bound);
		final int most = bound.norm() == Norm.LINF ? (int) Math.min(65535, Math.floor(epsilon)) : 65535;
		final int[] changes = new int[original.size()];
		for (int i = 0; i < changes.length; i++)
			changes[i] =
				Math.max(-most, Math.min(most, Math.round(perturbed.data()[i] - original.data()[i])));
		if (bound.norm() == Norm.L2) shorten(changes, original.data(), perturbed.data(), epsilon);
		final Tensor rounded = original.copy();
		for (int i = 0; i < changes.length; i++)
			rounded.data()[i] = format.stored(original.data()[i] + changes[i]);
		return rounded;
	}

	private static void shorten(final int[] changes, final float[] original, final float[] perturbed,
		final double epsilon) {
		double squares = 0;
		for (final int change : changes)
			squares += (double) change * change;
		double excess = squares - epsilon * epsilon;
		if (excess <= 0) return;
		for (final int i : roundedUp(changes, original, perturbed)) {
			excess -= 2.0 * Math.abs(changes[i]) - 1;
			changes[i] -= Integer.signum(changes[i]);
			if (excess <= 0) return;
		}
	}

	/** Those that rounding made larger, by how much, the most first; in their order where that is equal. */
	private static List<Integer> roundedUp(final int[] changes, final float[] original,
		final float[] perturbed) {
		return IntStream.range(0, changes.length).filter(i -> up(changes, original, perturbed, i) > 0)
			.boxed().sorted(Comparator.comparingDouble(i -> -up(changes, original, perturbed, i)))
			.toList();
	}

	private static double up(final int[] changes, final float[] original, final float[] perturbed,
		final int i) {
		return Math.abs(changes[i]) - Math.abs((double) perturbed[i] - original[i]);
	}
}
