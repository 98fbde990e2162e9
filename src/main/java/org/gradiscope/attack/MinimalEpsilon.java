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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The smallest epsilon within which an attack fools, each image for itself: it is doubled until the
 * attack succeeds, and then the interval between a success and the failure below is halved until it is
 * short. An attack need not succeed wherever it does so within less: one step goes too far, many steps end
 * elsewhere. So what is found is an epsilon that did succeed and one close below that did not, which
 * need not be the smallest of all.
 *
 * @param attack which is run within one epsilon after the other
 * @param first the epsilon tried first, in grey levels and the attack's norm, over 0
 * @param most the largest that is tried, at least the first
 * @param tolerance how far the failure may be under the success, as a fraction of it, or of the first
 *          epsilon where that is larger; over 0, under 1
 */
public record MinimalEpsilon(BoundedAttack attack, double first, double most, double tolerance) {

	/** Whether a perturbed image fools; for example as it would be saved. */
	@FunctionalInterface
	public interface Judge {

		/**
		 * @param index of the image in the batch
		 * @param perturbed of that image alone, {@code [1, h, w, c]}
		 */
		boolean fools(int index, Pixels perturbed);
	}

	/**
	 * What was found for one image.
	 *
	 * @param found whether any epsilon succeeded
	 * @param epsilon the smallest that succeeded, in grey levels; 0 if the original fools, the largest that
	 *          was tried if none did
	 * @param below the largest under it that failed, 0 where there is none or nothing was found
	 * @param image what the attack gave within epsilon, {@code [1, h, w, c]}
	 * @param attacks how many were run
	 */
	public record Smallest(boolean found, double epsilon, double below, Pixels image, int attacks) {}

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public MinimalEpsilon {
		OptionChecks.require(first > 0 && Double.isFinite(first), "a first epsilon over 0 grey levels",
			first);
		OptionChecks.require(most >= first && Double.isFinite(most),
			"a largest epsilon of at least " + first + " grey levels", most);
		OptionChecks.require(tolerance > 0 && tolerance < 1, "a tolerance over 0 and under 1",
			tolerance);
	}

	/** From a thousandth of the largest epsilon, to 1 %. */
	public static MinimalEpsilon of(final BoundedAttack attack, final double most) {
		return new MinimalEpsilon(attack, most / 1000, most, 0.01);
	}

	/** The same, but from one grey level on where less cannot be stored. */
	public static MinimalEpsilon of(final BoundedAttack attack, final double most,
		final PixelFormat format) {
		final boolean integers = format.isInteger() && attack.bound().norm() == Norm.LINF;
		return integers ? of(attack, most).withFirst(1) : of(attack, most);
	}

	public MinimalEpsilon withFirst(final double newFirst) {
		return OptionRecords.with(this, "first", newFirst);
	}

	public MinimalEpsilon withTolerance(final double newTolerance) {
		return OptionRecords.with(this, "tolerance", newTolerance);
	}

	/** Judged by the criterion on the perturbed image as it is. */
	public List<Smallest> search(final TargetModel model, final Pixels images,
		final Progress progress) {
		return search(model, images, null,
			(n, image) -> model.criterion(n).isMet(model.item(n).scores(image)), progress);
	}

	/**
	 * @param mask as of {@link Attack#run}
	 * @return one for each image
	 */
	public List<Smallest> search(final TargetModel model, final Pixels images, final Tensor mask,
		final Judge judge, final Progress progress) {
		final List<Smallest> found = new ArrayList<>();
		for (int n = 0; n < images.count(); n++) {
			final int index = n;
			final Tensor own = mask == null || mask.shape().dimension(0) == 1 ? mask : mask.item(n);
			found.add(new Search(model.item(n), images.item(n), own, image -> judge.fools(index, image),
				Attack.ofImage(progress, n, images.count())).run());
		}
		return found;
	}

	/** On one image: what it has found so far. */
	private final class Search {

		private final TargetModel model;
		private final Pixels original;
		private final Tensor mask;
		private final Predicate<Pixels> judge;
		private final Progress progress;
		private int attacks;
		private Pixels last;

		Search(final TargetModel model, final Pixels original, final Tensor mask,
			final Predicate<Pixels> judge, final Progress progress) {
			this.model = model;
			this.original = original;
			this.mask = mask;
			this.judge = judge;
			this.progress = progress;
		}

		Smallest run() {
			if (judge.test(original)) return new Smallest(true, 0, 0, original, 0);
			double below = 0;
			double epsilon = first;
			while (!succeeds(epsilon)) {
				if (epsilon == most) return new Smallest(false, epsilon, 0, last, attacks);
				below = epsilon;
				epsilon = Math.min(most, 2 * epsilon);
			}
			return halve(below, epsilon);
		}

		private Smallest halve(final double failure, final double success) {
			double below = failure;
			double epsilon = success;
			Pixels image = last;
			while (epsilon - below > tolerance * Math.max(epsilon, first)) {
				final double middle = (below + epsilon) / 2;
				if (succeeds(middle)) {
					epsilon = middle;
					image = last;
				}
				else below = middle;
			}
			return new Smallest(true, epsilon, below, image, attacks);
		}

		private boolean succeeds(final double epsilon) {
			attacks++;
			// Of one attack's steps nothing is told: they would run from start to end many times.
			last = Attack.run(attack.withEpsilon(epsilon), model, original, mask, progress::isCanceled);
			final boolean success = judge.test(last);
			progress.report(Math.min(attacks, expected()), expected(), String.format(Locale.ROOT,
				"epsilon %.4g %s", epsilon, success ? "fools" : "does not fool"));
			return success;
		}

		/** The most attacks that there may be. */
		private int expected() {
			return 2 + (int) Math.ceil(log2(most / first) + log2(1 / tolerance));
		}
	}

	private static double log2(final double value) {
		return Math.log(value) / Math.log(2);
	}
}
