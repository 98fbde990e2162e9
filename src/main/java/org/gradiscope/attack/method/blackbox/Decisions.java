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

package org.gradiscope.attack.method.blackbox;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.engine.Batches;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Decisions about changed copies of an image, and the nearest of those that fooled. */
public final class Decisions {

	/** Parts of a way that single precision tells apart. */
	private static final double PRECISION = 1e-7;

	private final Oracle oracle;
	private final Pixels image;
	private final EpsilonBall ball;
	private final Norm norm;
	private final int dimensions;
	private Tensor nearest;
	private double distance = Double.POSITIVE_INFINITY;

	/**
	 * @param image {@code [1, h, w, c]}, the original
	 * @param ball around it
	 * @param norm in which distances are
	 */
	Decisions(final Oracle oracle, final Pixels image, final EpsilonBall ball, final Norm norm) {
		this.oracle = oracle;
		this.image = image;
		this.ball = ball;
		this.norm = norm;
		int free = 0;
		for (int i = 0; i < image.values().size(); i++)
			if (isFree(i)) free++;
		dimensions = Math.max(1, free);
	}

	/** The original. */
	Pixels image() {
		return image;
	}

	EpsilonBall ball() {
		return ball;
	}

	Norm norm() {
		return norm;
	}

	/** How many values may change. */
	int dimensions() {
		return dimensions;
	}

	boolean isFree(final int index) {
		return ball.lower(index) < ball.upper(index);
	}

	int left() {
		return oracle.left();
	}

	/** How many copies are best asked about at once. */
	int together(final int wanted) {
		return Batches.size(image, wanted);
	}

	/** What keeps the attack from going on. */
	void giveUp(final String why) {
		oracle.giveUp(why);
	}

	/** The nearest image that fooled, {@code [1, h, w, c]}. */
	Tensor nearest() {
		return nearest;
	}

	/** How far an image is from the original. */
	double distance(final Tensor from) {
		return norm.distance(from, image.values());
	}

	/** @param copies {@code [m, h, w, c]}, within the ball; at most as many as there are queries left */
	boolean[] fooled(final Tensor copies) {
		final boolean[] fooled = oracle.fooled(copies);
		boolean nearer = false;
		for (int i = 0; i < fooled.length; i++)
			nearer |= fooled[i] && keep(copies.item(i));
		if (nearer) oracle.note(distance);
		return fooled;
	}

	private boolean keep(final Tensor copy) {
		final double there = distance(copy);
		if (!(there < distance)) return false;
		distance = there;
		nearest = copy;
		return true;
	}

	boolean isFooled(final Tensor copy) {
		return fooled(copy)[0];
	}

	/**
	 * Where the way from the original to an image crosses the boundary, by bisection: the nearest to the
	 * original that fools. In L2 the way is straight; in L-infinity it is of changes that are cut
	 * to less and less.
	 *
	 * @param far that fools, {@code [1, h, w, c]}
	 * @param tolerance the part of the way that it may be beyond
	 */
	Tensor boundary(final Tensor far, final double tolerance) {
		final double longest = distance(far);
		Tensor found = far;
		double low = 0;
		double high = 1;
		while (left() > 0 && high - low > Math.max(PRECISION, tolerance)) {
			final double middle = (low + high) / 2;
			final Tensor there = nearer(far, middle, longest);
			if (isFooled(there)) {
				found = there;
				high = middle;
			}
			else low = middle;
		}
		return found;
	}

	/** An image nearer to the original: a part of the way to it. */
	private Tensor nearer(final Tensor far, final double part, final double longest) {
		final float[] values = far.data().clone();
		final float most = (float) (part * longest);
		for (int i = 0; i < values.length; i++) {
			final float from = image.values().data()[i];
			final float change = values[i] - from;
			values[i] = norm == Norm.L2 ? (float) (from + part * change)
				: from + Math.max(-most, Math.min(most, change));
		}
		return ball.project(Tensor.of(far.shape(), values));
	}
}
