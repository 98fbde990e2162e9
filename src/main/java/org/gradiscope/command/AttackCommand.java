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

package org.gradiscope.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackMethod;
import org.gradiscope.attack.Bound;
import org.gradiscope.attack.Criterion;
import org.gradiscope.attack.Norm;
import org.gradiscope.attack.Pgd;
import org.gradiscope.attribution.Batches;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.BallRounding;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.scijava.plugin.Parameter;

/** A command that attacks: by which method, to what end, and every method's own keys. */
public abstract class AttackCommand extends ImageCommand {

	private static final String NONE = "none";
	private static final String LEAST_LIKELY = "least-likely";
	static final String REGION_CHANGE = "region-change";
	static final String REGION_ERASE = "region-erase";
	/** The share of the value range that a value may change by, unless told. */
	private static final double USUAL = 8 / 255.0;

	@Parameter(label = "Method", choices = { "fgsm", "pgd" }, persist = false,
		description = "fgsm: one step (Goodfellow et al. 2014); pgd: many (Madry et al. 2017).")
	private String method = "pgd";

	@Parameter(label = "Target", persist = false,
		description = "What is wanted: none, any other class; least-likely; a label or an index from 0; " +
			"of networks that give pictures, region-change or region-erase: the output over the selection.")
	private String target = NONE;

	@Parameter(label = "Within", choices = { "auto", "crop", "selection", "all" }, persist = false,
		description = "crop: the network sees the bounds of the selection, and what is selected may " +
			"change; selection: it sees the whole image; all: all of it may change; auto: all for " +
			"region-change and region-erase, else crop.")
	private String within = Within.AUTO.toString();

	@Parameter(label = "Epsilon (grey levels)", persist = false,
		description = "How much may change, in the image's grey levels, over 0: the largest change of any " +
			"value; of methods in L2 the root mean square. auto: 8/255 of the value range (8 for 8-bit), of " +
			"whole levels at least one.")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Steps", persist = false,
		description = "The gradient steps; auto: the method's own, 40 of pgd.")
	private String steps = Keys.AUTO;

	@Parameter(label = "Step size (grey levels)", persist = false,
		description = "The change in one step, in grey levels as epsilon; auto: the method's own, of pgd " +
			"2.5 epsilon / steps.")
	private String stepsize = Keys.AUTO;

	@Parameter(label = "Seed", persist = false,
		description = "Of all that is random; equal seeds give equal results.")
	private long seed = 1;

	/** What the network sees and what may change. */
	enum Within {
		AUTO, CROP, SELECTION, ALL;

		@Override
		public String toString() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}
	}

	final AttackMethod method() {
		return Keys.choice("method", method, AttackMethod.values());
	}

	final boolean isOnRegion() {
		final String wanted = target.trim();
		return wanted.equalsIgnoreCase(REGION_CHANGE) || wanted.equalsIgnoreCase(REGION_ERASE);
	}

	/** Never {@link Within#AUTO}. */
	final Within within() {
		final Within chosen = Keys.choice("within", within, Within.values());
		return chosen == Within.AUTO ? isOnRegion() ? Within.ALL : Within.CROP : chosen;
	}

	/** Whether no value can change by more than epsilon, and some value usually does by as much. */
	final boolean isLargestKnown() {
		return method().norm() == Norm.LINF;
	}

	/** In grey levels, of any value or as root mean square. */
	final double epsilon(final AttackedSlice slice) {
		final AttackMethod chosen = method();
		final ValueRange range = slice.range();
		final double usual = USUAL * range.extent();
		// Of whole levels at least one, or nothing could change.
		final boolean levels = type().isWhole() && chosen.norm() == Norm.LINF;
		final double wanted = Keys.number("epsilon", epsilon, levels ? Math.max(1, usual) : usual);
		if (wanted > range.extent()) throw new IllegalArgumentException(
			"The key 'epsilon' is at most the extent of the value range, " + range.extent() + " for " +
				range + ", but " + wanted + " was given; give less.");
		if (chosen.norm() == Norm.LINF && wanted > 0) BallRounding.check(wanted, type());
		return wanted;
	}

	/**
	 * The method with this command's keys.
	 *
	 * @param size epsilon in grey levels, of any value or as root mean square
	 */
	final Attack attack(final AttackedSlice slice, final double size) {
		final AttackMethod chosen = method();
		final int values = slice.freeValues();
		final Bound bound = new Bound(chosen.norm(), chosen.norm().epsilon(size, values));
		return switch (chosen) {
			case PGD -> pgd(Pgd.of(bound), size);
			default -> chosen.usual(bound.epsilon());
		};
	}

	private Pgd pgd(final Pgd usual, final double size) {
		final Pgd pgd = usual.withSteps(whole("steps", steps, usual.steps())).withSeed(seed);
		return pgd.withStep(Keys.number("stepsize", stepsize, pgd.step() * size) / size);
	}

	private static int whole(final String key, final String text, final int auto) {
		final double number = Keys.number(key, text, auto);
		if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) return (int) number;
		throw new IllegalArgumentException("The key '" + key + "' is a whole number or " + Keys.AUTO +
			", but '" + text + "' was given.");
	}

	/** What is selected, or all. */
	final Region selected() {
		if (within() == Within.SELECTION && !Region.isSelected(input()))
			throw new IllegalArgumentException("For within=selection an area has to be selected, but " +
				"none is; select one, or give within=all.");
		return Region.of(input());
	}

	/** All slices, with what is wanted of each. */
	final List<AttackedSlice> slicesToAttack(final OpenNetwork network, final Recipe recipe) {
		final Region selected = selected();
		final Region seen = within() == Within.CROP ? selected : Region.whole(input());
		final Tensor free = switch (within()) {
			case CROP -> selected.free(type().channels());
			case SELECTION -> selected.freeOfWhole(type().channels());
			default -> null;
		};
		for (final int slice : slices())
			ImagePixels.checkFinite(input(), slice, seen);
		final List<AttackedSlice> all = new ArrayList<>();
		for (final int slice : slices()) {
			progress().check();
			final Optional<Prediction> before =
				predictIfClasses(network, read(seen, slice), slice, recipe);
			all.add(new AttackedSlice(input(), slice, seen, range(slice), free, before.orElse(null),
				criterion(network.descriptor(), before, slice)));
		}
		return all;
	}

	/** Those that go through the network together: of one range, and not too many. */
	final List<List<AttackedSlice>> batches(final List<AttackedSlice> slices) {
		final int most = Batches.size(slices.get(0).clean(), slices.size());
		final List<List<AttackedSlice>> batches = new ArrayList<>();
		for (final AttackedSlice slice : slices) {
			final List<AttackedSlice> last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
			if (last != null && last.size() < most && last.get(0).range().equals(slice.range())) last.add(
				slice);
			else batches.add(new ArrayList<>(List.of(slice)));
		}
		return batches;
	}

	/** What the network sees of all of them. */
	static Pixels stacked(final List<AttackedSlice> slices) {
		final Pixels first = slices.get(0).clean();
		final Tensor all = Batches.empty(first, slices.size());
		for (int n = 0; n < slices.size(); n++)
			System.arraycopy(slices.get(n).clean().values().data(), 0, all.data(), n * first.values()
				.size(), first.values().size());
		return first.with(all);
	}

	/**
	 * What is wanted of a slice.
	 *
	 * @param clean what the network says of it; empty of a network that gives pictures
	 */
	private Criterion criterion(final ModelDescriptor network, final Optional<Prediction> clean,
		final int slice) {
		final Prediction prediction = clean.orElseThrow(() -> new IllegalArgumentException(
			"The network " + network.name() +
				" gives pictures, not classes; select a part and take the " +
				"target " + REGION_CHANGE + " or " + REGION_ERASE + "."));
		final String wanted = target.trim();
		if (wanted.equalsIgnoreCase(NONE)) return new Criterion.Misclassification(prediction.best());
		final int index = wanted.equalsIgnoreCase(LEAST_LIKELY) ? leastLikely(prediction) : network
			.labels().index(target);
		if (index == prediction.best()) throw new IllegalArgumentException(
			"The network already takes slice " + slice + " for '" + network.labels().name(index) +
				"'; name another target, or give slices=current.");
		return new Criterion.Targeted(index, prediction.best());
	}

	private static int leastLikely(final Prediction prediction) {
		int least = 0;
		for (int k = 1; k < prediction.logits().length; k++)
			if (prediction.logits()[k] < prediction.logits()[least]) least = k;
		return least;
	}
}
