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

package org.gradiscope.attack.method.unbounded;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** {@link Fab} on a batch: the nearest images that fool so far, of all classes that were aimed at. */
final class FabRun {

	private final Fab fab;
	private final TargetModel model;
	private final Pixels images;
	private final EpsilonBall ball;
	private final int stride;
	private final Tensor clean;
	private final Tensor nearest;
	private final double[] sizes;

	/** @param ball of the value range */
	FabRun(final Fab fab, final TargetModel model, final Pixels images, final EpsilonBall ball) {
		this.fab = fab;
		this.model = model;
		this.images = images;
		this.ball = ball;
		stride = images.values().size() / images.count();
		clean = model.scores(images);
		nearest = images.values().copy();
		sizes = new double[images.count()];
		final boolean[] fooled = model.fooled(clean);
		for (int n = 0; n < sizes.length; n++)
			sizes[n] = fooled[n] ? 0 : Double.POSITIVE_INFINITY;
	}

	/** The nearest image that fools, or the original where none does within epsilon. */
	Tensor nearest(final double epsilon) {
		final Tensor found = nearest.copy();
		for (int n = 0; n < sizes.length; n++)
			if (sizes[n] > epsilon) back(found, n);
		return found;
	}

	private void back(final Tensor found, final int n) {
		System.arraycopy(images.values().data(), n * stride, found.data(), n * stride, stride);
	}

	/** All steps towards one class of each image, which starts from itself. */
	void towards(final int rank, final Progress progress) {
		final Tensor current = images.values().copy();
		Tensor scores = clean;
		for (int i = 0; i < fab.steps(); i++) {
			progress.check();
			final Answer at = model.logits(images.with(current.copy()), pairs(rank, scores));
			for (int n = 0; n < sizes.length; n++)
				step(n, current.data(), at.values()[n], at.gradient().data());
			scores = model.scores(images.with(current.copy()));
			keep(current.data(), model.fooled(scores));
			progress.report(i + 1, fab.steps(), String.format(Locale.ROOT, "nearest at %.4g", sizes[0]));
		}
	}

	/** One row for each image: 1 at the class to be reached, -1 at the one to be left. */
	private Tensor pairs(final int rank, final Tensor scores) {
		final Tensor pairs = Tensor.zeros(clean.shape());
		final int classes = pairs.size() / sizes.length;
		for (int n = 0; n < sizes.length; n++) {
			final OfClasses criterion = ClassRanking.criterion(model, n);
			final Tensor ranking = criterion.sign() > 0 ? scores : clean;
			final int place = criterion.sign() > 0 ? 0 : rank;
			final List<Integer> others =
				ClassRanking.others(ranking.item(n), criterion.reference(), place + 1);
			pairs.data()[n * classes + others.get(place)] = -criterion.sign();
			pairs.data()[n * classes + criterion.reference()] = criterion.sign();
		}
		return pairs;
	}

	/**
	 * One step of one image.
	 *
	 * @param values of all images, which are changed
	 * @param value f, by how much the class to be reached is over the one to be left there
	 * @param slopes of f, of all images
	 */
	private void step(final int n, final float[] values, final double value, final float[] slopes) {
		final int from = n * stride;
		final float[] originals = images.values().data();
		double there = value;
		for (int i = from; i < from + stride; i++)
			there += slopes[i] * ((double) originals[i] - values[i]);
		final BoxProjection way = projection(from, values, value, slopes);
		final BoxProjection fromOriginal = projection(from, originals, there, slopes);
		final double sum = way.size() + fromOriginal.size();
		final double a = sum == 0 ? 0 : Math.min(way.size() / sum, fab.alpha());
		for (int i = 0; i < stride; i++) {
			final double near = values[from + i] + fab.eta() * way.change(i);
			final double far = originals[from + i] + fab.eta() * fromOriginal.change(i);
			values[from + i] = clamped(from + i, (1 - a) * near + a * far);
		}
	}

	private BoxProjection projection(final int from, final float[] values, final double value,
		final float[] slopes) {
		final double[] slope = new double[stride];
		final double[] room = new double[stride];
		for (int i = 0; i < stride; i++) {
			slope[i] = ball.lower(from + i) < ball.upper(from + i) ? slopes[from + i] : 0;
			final boolean up = value < 0 == slope[i] > 0;
			room[i] = up ? (double) ball.upper(from + i) - values[from + i]
				: (double) values[from + i] - ball.lower(from + i);
		}
		return new BoxProjection(fab.norm(), value, slope, room);
	}

	private float clamped(final int index, final double value) {
		return Math.max(ball.lower(index), Math.min(ball.upper(index), (float) value));
	}

	/** Takes those that fool and are nearer than what is there, and leads all that fool back. */
	private void keep(final float[] values, final boolean[] fooled) {
		for (int n = 0; n < fooled.length; n++) {
			if (!fooled[n]) continue;
			final int from = n * stride;
			final float[] change = Arrays.copyOfRange(values, from, from + stride);
			for (int i = 0; i < stride; i++)
				change[i] -= images.values().data()[from + i];
			final double size = fab.norm().of(change, 0, stride);
			if (size < sizes[n]) {
				sizes[n] = size;
				System.arraycopy(values, from, nearest.data(), from, stride);
			}
			for (int i = 0; i < stride; i++)
				values[from + i] = (float) (images.values().data()[from + i] + fab.beta() * change[i]);
		}
	}

	/**
	 * The shortest way to a hyperplane within a box, {@code argmin |d|} of those with {@code f + w . d = 0}:
	 * each value goes against {@code f w}, in L-infinity by {@code min(t, r)}, r its room, in L2 by
	 * {@code min(t |w|, r)}; t such that the hyperplane is reached, or to the end of all room where it is
	 * beyond. (The way to it grows with t by straight pieces, of which Newton's steps from the left
	 * pass each in turn.)
	 */
	static final class BoxProjection {

		private final Norm norm;
		private final double sign;
		private final double[] slope;
		private final double[] room;
		private final double t;

		/**
		 * @param value f where it starts
		 * @param slope w
		 * @param room how far each value can go against {@code f w}
		 */
		BoxProjection(final Norm norm, final double value, final double[] slope, final double[] room) {
			this.norm = norm;
			this.slope = slope;
			this.room = room;
			sign = value > 0 ? -1 : 1;
			t = solve(Math.abs(value));
		}

		/** How fast a value goes. */
		private double speed(final int i) {
			return norm == Norm.LINF ? Math.signum(Math.abs(slope[i])) : Math.abs(slope[i]);
		}

		private double solve(final double whole) {
			double time = 0;
			while (true) {
				double left = whole;
				double rate = 0;
				for (int i = 0; i < slope.length; i++)
					if (speed(i) * time < room[i]) rate += Math.abs(slope[i]) * speed(i);
					else left -= Math.abs(slope[i]) * room[i];
				if (rate == 0) return Double.POSITIVE_INFINITY;
				final double next = left / rate;
				if (!(next > time)) return time;
				time = next;
			}
		}

		/** {@code d_i}. */
		double change(final int i) {
			if (slope[i] == 0) return 0;
			return sign * Math.signum(slope[i]) * Math.min(t * speed(i), room[i]);
		}

		/** {@code |d|}. */
		double size() {
			double squares = 0;
			double largest = 0;
			for (int i = 0; i < slope.length; i++) {
				final double change = change(i);
				squares += change * change;
				largest = Math.max(largest, Math.abs(change));
			}
			return norm == Norm.LINF ? largest : Math.sqrt(squares);
		}
	}
}
