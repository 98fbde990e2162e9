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

package org.gradiscope.imagej;

import ij.measure.ResultsTable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.attack.AdversarialExample;
import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.attack.PhotographCheck;
import org.gradiscope.attack.patch.PatchStudy;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.attack.robustness.Transferability;
import org.gradiscope.engine.Prediction;

/** What came of attacks, on one image or on many, in tables. */
public final class AttackTables {

	private static final int TOP = 5;

	private AttackTables() {}

	/**
	 * Adds a slice in one row; the change is that of the saved image.
	 *
	 * @param slice index in the stack, from 1
	 * @param further the names of networks that are to be fooled besides
	 */
	public static void add(final ResultsTable table, final int slice, final AttackOutcome outcome,
		final List<String> further) {
		final Prediction after = outcome.saved().after();
		table.addRow();
		table.addValue("slice", slice);
		table.addValue("success", String.valueOf(outcome.success()));
		table.addValue("success-unrounded", String.valueOf(outcome.unrounded()));
		table.addValue("success-png", String.valueOf(outcome.png()));
		for (int i = 0; i < further.size(); i++)
			table.addValue("success-" + further.get(i), String.valueOf(outcome.further().get(i)));
		table.addValue("confidence", after == null ? Double.NaN : after.ranked(1).get(0).probability());
		addChange(table, outcome.saved().change());
		table.addValue("hidden", outcome.hidden());
		table.addValue("epsilon", outcome.epsilon());
		table.addValue("lengthened", outcome.lengthened());
		table.addValue("gradients", outcome.queries().gradients());
		table.addValue("forwards", outcome.queries().forwards());
		final int first = outcome.queries().firstSuccess();
		table.addValue("queries-to-success", first == 0 ? Double.NaN : first);
		if (outcome.held() != null) addHeld(table, outcome.held());
		table.addValue("warning", outcome.warning());
		if (after == null) return;
		addRanks(table, "before", outcome.saved().before());
		addRanks(table, "after", after);
	}

	private static void addHeld(final ResultsTable table, final AttackOutcome.Held held) {
		final Proportion proportion = new Proportion(held.fooled(), held.views());
		table.addValue("held", proportion.value());
		table.addValue("held-low", proportion.low());
		table.addValue("held-high", proportion.high());
		table.addValue("held-original", (double) held.byViews() / held.views());
	}

	private static void addChange(final ResultsTable table,
		final AdversarialExample.PerturbationSize change) {
		table.addValue("l0", change.l0());
		table.addValue("l1", change.l1());
		table.addValue("l2", change.l2());
		table.addValue("linf", change.linf());
		table.addValue("ssim", change.ssim());
		if (Double.isInfinite(change.psnr())) table.addValue("psnr", "infinite");
		else table.addValue("psnr", change.psnr());
	}

	/**
	 * Adds a photograph of a print in one row.
	 *
	 * @param slice index in the stack, from 1
	 * @param tilt by how many degrees the picture is turned in it
	 */
	public static void addPhotograph(final ResultsTable table, final int slice, final double tilt,
		final PhotographCheck check) {
		table.addRow();
		table.addValue("slice", slice);
		if (check.original() != null) {
			table.addValue("fools", String.valueOf(check.fools()));
			table.addValue("ssim", check.ssim());
			table.addValue("correlation", check.correlation());
		}
		table.addValue("tilt", tilt);
		addRanks(table, "photograph", check.photograph());
		if (check.original() != null) addRanks(table, "original", check.original());
	}

	private static void addRanks(final ResultsTable table, final String when,
		final Prediction prediction) {
		int rank = 1;
		for (final Prediction.ClassScore score : prediction.ranked(TOP)) {
			table.addValue(when + "-" + rank, score.label());
			table.addValue(when + "-" + rank++ + "-probability", score.probability());
		}
	}

	/**
	 * Adds the points of curves, one a row; where there is a defence, with two columns about it.
	 *
	 * @param unit by which epsilons are multiplied
	 */
	public static void addPoints(final ResultsTable table, final List<Point> points,
		final double unit) {
		final boolean defended =
			points.stream().anyMatch(point -> point.setting().defence().isPresent());
		for (final Point point : points) {
			table.addRow();
			table.addValue("method", point.method().toString());
			if (defended) {
				table.addValue("defence", point.setting().defenceName());
				table.addValue("attack", point.setting().attackName());
			}
			table.addValue("epsilon", point.epsilon() * unit);
			table.addValue("images", point.accuracy().total());
			table.addValue("right", point.accuracy().count());
			addRate(table, "accuracy", point.accuracy());
		}
	}

	/**
	 * Adds the cells of a matrix, one a row.
	 *
	 * @param names of the sources, the first of them those of the networks
	 */
	public static void addCells(final ResultsTable table, final Transferability matrix,
		final List<String> names) {
		for (int source = 0; source < matrix.sources(); source++)
			for (int target = 0; target < matrix.size(); target++) {
				final Proportion transfer = matrix.transfer(source, target);
				table.addRow();
				table.addValue("source", names.get(source));
				table.addValue("target", names.get(target));
				table.addValue("images", matrix.images());
				table.addValue("fooled-source", transfer.total());
				table.addValue("fooled-both", transfer.count());
				addRate(table, "transfer", transfer);
				table.addValue("fooled-target", matrix.fooled(source, target).count());
				table.addValue("fooled-target-rate", matrix.fooled(source, target).value());
			}
	}

	/** Adds how often a patch and its controls fool, a row for each on each part of the images. */
	public static void addPatches(final ResultsTable table, final List<PatchStudy.Figures> all) {
		for (final boolean held : new boolean[] { true, false })
			for (final PatchStudy.Figures figures : all) {
				final Proportion fooled = held ? figures.held() : figures.training();
				table.addRow();
				table.addValue("patch", figures.tried().toString());
				table.addValue("on", held ? "held out" : "training");
				table.addValue("images", fooled.total());
				table.addValue("fooled", fooled.count());
				addRate(table, "success", fooled);
				table.addValue("total-variation", figures.variation());
				if (!Double.isNaN(figures.score())) table.addValue("non-printability", figures.score());
			}
	}

	/** Adds how a network does clean and under attacks, one a row, before or after it was hardened. */
	public static void addHardening(final ResultsTable table, final String when,
		final List<Point> points) {
		final Set<String> added = new HashSet<>();
		for (final Point point : points) {
			final String attack = point.epsilon() == 0 ? "clean" : point.method().toString();
			if (!added.add(attack)) continue;
			table.addRow();
			table.addValue("when", when);
			table.addValue("attack", attack);
			table.addValue("epsilon", point.epsilon());
			table.addValue("images", point.accuracy().total());
			table.addValue("right", point.accuracy().count());
			addRate(table, "accuracy", point.accuracy());
		}
	}

	/** A share, and the ends of its interval. */
	static void addRate(final ResultsTable table, final String name, final Proportion rate) {
		table.addValue(name, rate.value());
		table.addValue("low", rate.low());
		table.addValue("high", rate.high());
	}
}
