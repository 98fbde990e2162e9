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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resampling;

/**
 * The worst of many small rotations and shifts of the image (Engstrom et al. 2017, "A Rotation and a
 * Translation Suffice: Fooling CNNs with Simple Transformations", its grid search). All of a grid are
 * tried without gradients, and the one with the largest {@link Loss#MARGIN} is kept, the first of equal
 * ones. What comes in at the edges is the image mirrored, where the paper has black, which is nothing
 * that a micrograph shows there.
 *
 * @param angle the largest, in degrees either way, 0..180
 * @param angles how many, at least 1
 * @param shift the largest, as a fraction of the image's height and width either way, 0..1
 * @param shifts how many, along each side, at least 1
 */
public record RotationTranslation(double angle, int angles, double shift, int shifts)
	implements PerImageAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public RotationTranslation {
		OptionChecks.require(angle >= 0 && angle <= 180, "an angle of 0..180 degrees", angle);
		OptionChecks.require(angles >= 1, "angles of at least 1", angles);
		OptionChecks.require(shift >= 0 && shift <= 1, "a shift of 0..1 of the image", shift);
		OptionChecks.require(shifts >= 1, "shifts of at least 1", shifts);
	}

	/** 31 angles of up to 30 degrees, 5 by 5 shifts of up to a tenth: the paper's. */
	public static RotationTranslation usual() {
		return new RotationTranslation(30, 31, 0.1, 5);
	}

	public RotationTranslation withAngle(final double newAngle) {
		return OptionRecords.with(this, "angle", newAngle);
	}

	public RotationTranslation withAngles(final int newAngles) {
		return OptionRecords.with(this, "angles", newAngles);
	}

	public RotationTranslation withShift(final double newShift) {
		return OptionRecords.with(this, "shift", newShift);
	}

	public RotationTranslation withShifts(final int newShifts) {
		return OptionRecords.with(this, "shifts", newShifts);
	}

	@Override
	public Tensor perturbOne(final TargetModel model, final Pixels image, final EpsilonBall ball,
		final Progress progress) {
		final OfClasses criterion = ClassRanking.criterion(model);
		final List<Resampling> grid = grid(image);
		final int together = Batches.size(image, grid.size());
		Tensor worst = null;
		double largest = Double.NEGATIVE_INFINITY;
		for (int from = 0; from < grid.size(); from += together) {
			progress.check();
			final List<Tensor> moved = grid.subList(from, Math.min(grid.size(), from + together)).stream()
				.map(one -> ball.project(one.apply(image.values()))).toList();
			final int count = moved.size();
			final Tensor scores = model.query(image.with(Tensor.batch(moved)), new int[count]);
			for (int i = 0; i < count; i++) {
				final double margin = criterion.margin(scores.item(i));
				if (margin > largest || worst == null) {
					largest = margin;
					worst = moved.get(i);
				}
			}
			progress.report(from + count, grid.size(), "rotations and shifts");
		}
		return worst;
	}

	private List<Resampling> grid(final Pixels image) {
		final List<Resampling> grid = new ArrayList<>();
		for (int a = 0; a < angles; a++)
			for (int y = 0; y < shifts; y++)
				for (int x = 0; x < shifts; x++)
					grid.add(new Resampling(1, Math.toRadians(angle * place(a, angles)),
						shift * image.height() * place(y, shifts), shift * image.width() * place(x, shifts)));
		return grid;
	}

	/** From -1 to 1; 0 where there is one alone. */
	private static double place(final int index, final int count) {
		return count == 1 ? 0 : 2.0 * index / (count - 1) - 1;
	}
}
