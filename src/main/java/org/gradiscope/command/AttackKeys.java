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

import java.util.Locale;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.MinimalEpsilon;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.attack.method.blackbox.BlackBoxAttack;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.tensor.ValueRange;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The keys of a command that attacks: by which method, to what end, and every method's own. */
public abstract class AttackKeys extends ImageCommand {

	static final String NONE = "none";
	static final String LEAST_LIKELY = "least-likely";
	static final String REGION_CHANGE = "region-change";
	static final String REGION_ERASE = "region-erase";
	/** The share of the value range that a value may change by, unless told. */
	private static final double USUAL = 8 / 255.0;

	@Parameter(label = "Method", attrs = @Attr(name = Hints.METHOD, value = Hints.ATTACKS),
		persist = false)
	private String method = "pgd";

	@Parameter(label = "Target",
		attrs = @Attr(name = Hints.OFFERS,
			value = "none|least-likely|" + Hints.CLASSES + "|region-change|region-erase"),
		persist = false,
		description = "What is wanted: none, any other class; least-likely; a label or an index from 0; of " +
			"networks that output an image, region-change or region-erase: the output over the " +
			"selection.")
	private String target = NONE;

	@Parameter(label = "Part that may change", choices = { "auto", "crop", "selection", "all" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "crop: the network sees the bounds of the selection, and what is selected may " +
			"change; selection: it sees the whole image; all: all of it may change; auto: all for " +
			"region-change and region-erase, else crop.")
	private String within = Within.AUTO.toString();

	@Parameter(label = "Channels that may change",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.OFFERS, value = ChosenChannels.ALL) },
		persist = false, description = ChosenChannels.DESCRIPTION)
	private String channels = ChosenChannels.ALL;

	@Parameter(label = "Epsilon (grey levels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "How much may change, in the image's grey levels, over 0: the largest change of any " +
			"value; of methods in L2 the root mean square. auto: 8/255 of the value range (8 for " +
			"8-bit), for integer levels at least one; none of methods without.")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Search the smallest epsilon", persist = false,
		description = "Searches the smallest epsilon that succeeds, by bisection; epsilon is the largest " +
			"that is tried, auto: the whole value range.")
	private boolean minimal = false;

	@Parameter(label = "Tolerance of the search", min = "0.0001", max = "0.5", stepSize = "0.01",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "minimal=true") },
		persist = false,
		description = "How far the smallest epsilon found may be over one that fails, as a fraction.")
	private double tolerance = 0.01;

	@Parameter(label = "Steps",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The most steps; auto: 40, of mi-fgsm 10, of deepfool 50, of apgd 100, of fab 100, of " +
			"confidence 500, of each search of cw-l2 1000.")
	private String steps = Keys.AUTO;

	@Parameter(label = "Step size (grey levels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The change in one step, in grey levels as epsilon; auto: of pgd a quarter of epsilon, at least 2.5 epsilon / " +
			"steps, of bim 1.25 epsilon / steps, of mi-fgsm epsilon / steps, of confidence 4/255 of the range, of " +
			"nes a tenth of epsilon, of simba and simba-dct a fifth of the range.")
	private String stepsize = Keys.AUTO;

	@Parameter(label = "Restarts", min = "1", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "From how many random starts, after the first towards one other class after " +
			"the other if any will do; the first that fools is taken.")
	private int restarts = 1;

	@Parameter(label = "Queries", min = "1", persist = false,
		description = "How often the network may be asked about a slice by methods that take no gradient.")
	private int queries = BlackBoxAttack.QUERIES;

	@Parameter(label = "Pixels", min = "1", persist = false,
		description = "How many pixels get another colour.")
	private int pixels = 1;

	@Parameter(label = "Image to start from", persist = false,
		description = "The title, ID or path of another image that fools, of the input's size, that a method " +
			"which knows decisions alone starts from; empty: noise, if that fools.")
	private String start = "";

	@Parameter(label = "Lengthen until it fools as saved", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "Whether a change that integer grey levels lose is made longer until what is saved " +
			"fools; methods that know decisions alone always do.")
	private boolean lengthen = false;

	@Parameter(label = "Momentum (decay)", min = "0", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How much of the gradient before is kept; 1 all, as in the paper.")
	private double decay = 1;

	@Parameter(label = "Candidate classes", min = "2", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "How many of the likeliest classes are looked at for the nearest boundary.")
	private int candidates = 10;

	@Parameter(label = "Overshoot", min = "0", stepSize = "0.01",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "By which fraction it goes beyond the boundary.")
	private double overshoot = 0.02;

	@Parameter(label = "Searches", min = "1", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "In how many searches the weight of the class against the size is found.")
	private int searches = 9;

	@Parameter(label = "Margin of scores (kappa)", min = "0", attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "By how much the class is to be over the others, in scores before the softmax.")
	private double kappa = 0;

	@Parameter(label = "Change of a value (theta)", min = "-1", max = "1", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The change of a value as a fraction of the range; under 0 it gets darker.")
	private double theta = 1;

	@Parameter(label = "Most values changed (gamma)", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The largest fraction of the values that change.")
	private double gamma = 0.1;

	@Parameter(label = "Share of rising steps (rho)", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Which part of the steps has to raise the loss, or the step size is halved.")
	private double rho = 0.75;

	@Parameter(label = "Confidence", min = "0", max = "1", stepSize = "0.01", persist = false,
		description = "The probability that the target is to reach; of target=none the class that the " +
			"network gives the image.")
	private double confidence = Criterion.Confident.SURE;

	@Parameter(label = "Share to be fooled", min = "0", max = "1", stepSize = "0.05", persist = false,
		description = "It ends when it fools more than this part of the slices.")
	private double rate = 0.8;

	@Parameter(label = "Other images", attrs = @Attr(name = Hints.OFFERS, value = "|" + Hints.FOLDER),
		persist = false,
		description = "A folder of further images, of the size of what the network sees, that the one " +
			"change is made for too; empty: the slices alone.")
	private String others = "";

	@Parameter(label = "Base method", attrs = @Attr(name = Hints.METHOD, value = Hints.BASES),
		persist = false,
		description = "The method that climbs what is expected over views; its keys hold.")
	private String base = "pgd";

	@Parameter(label = "Samples", min = "1", persist = false,
		description = "How many views each gradient is averaged over; of nes how many directions, of " +
			"two queries each.")
	private int samples = 10;

	@Parameter(label = "Views: scaling", min = "0", max = "0.9", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Views are so much smaller or larger at most, as a fraction.")
	private double scale = 0.1;

	@Parameter(label = "Views: noise", min = "0", max = "1", stepSize = "0.01",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The noise of views: its standard deviation as a fraction of the " +
			"value range.")
	private double noise = 0.02;

	@Parameter(label = "Views: shot noise", min = "0", max = "1", stepSize = "0.01",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The noise of photons: its standard deviation at white as a fraction of the value " +
			"range; it grows with the square root of the light.")
	private double shot = 0;

	@Parameter(label = "Views: perspective", min = "0", max = "0.2", stepSize = "0.02",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How far each corner moves either way at most, as a fraction of the sides.")
	private double perspective = 0;

	@Parameter(label = "Views: brightness", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Views are so much brighter or darker at most, as a fraction of the value range.")
	private double brightness = 0;

	@Parameter(label = "Views: contrast", min = "0", max = "0.95", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The contrast of views is so much lower or higher at most, as a fraction.")
	private double contrast = 0;

	@Parameter(label = "Views: colour", min = "0", max = "0.95", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The gain of each channel is so much lower or higher at most, as a fraction, as under " +
			"lamps that are not white; of grey images it is the exposure.")
	private double colour = 0;

	@Parameter(label = "Views: JPEG quality", min = "0", max = "100",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The lowest quality of the files that views are saved as, 1..100; 0: they are none.")
	private int jpeg = 0;

	@Parameter(label = "Blur (pixels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "Of the control blur the Gaussian's sigma, auto: 2; of expectation the largest of " +
			"views, auto: 1.")
	private String blur = Keys.AUTO;

	@Parameter(label = "Angle (degrees)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The largest rotation either way; auto: 30 of rotation-translation, 10 of expectation.")
	private String angle = Keys.AUTO;

	@Parameter(label = "Shift (fraction)", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The largest shift either way, as a fraction of the image.")
	private double shift = 0.1;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of all that is random; equal seeds give equal results.")
	private long seed = 1;

	/** What the network sees and what may change. */
	enum Within {
		AUTO, CROP, SELECTION, ALL;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** Which channels may change, as a user writes it. */
	final String channelsText() {
		return channels;
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

	/** Whether the smallest epsilon is searched. */
	final boolean isMinimal() {
		return minimal;
	}

	/** Whether the size of a change is given by the largest change of a value. */
	final boolean isLargestKnown() {
		return !minimal && norm() == Norm.LINF && hasEpsilon();
	}

	/** Whether there is an epsilon, of the method's own, or given. */
	private boolean hasEpsilon() {
		return method().family().isBounded() ||
			method().family() == Family.CONFIDENCE && (minimal || !Keys.isAuto(epsilon));
	}

	/** The largest change of any value or, in L2, its root mean square, in grey levels; NaN for none. */
	final double epsilon(final AttackedSlice slice) {
		if (minimal && method().family() == Family.UNIVERSAL) throw new IllegalArgumentException(
			"The smallest epsilon is searched slice by slice, but 'universal' changes all slices alike; " +
				"give minimal=false, or a method such as pgd.");
		if (!hasEpsilon() && minimal) throw new IllegalArgumentException(
			"The smallest epsilon is searched of methods that have one, but '" + method() +
				"' looks for " + "a small change by itself; give minimal=false, or a method such as pgd.");
		if (!hasEpsilon() && !Keys.isAuto(epsilon))
			throw new IllegalArgumentException("The method '" + method() + "' has no epsilon, but '" +
				epsilon.trim() + "' was given; give epsilon=auto, or a " + "method such as pgd.");
		if (!hasEpsilon()) return Double.NaN;
		final ValueRange range = slice.range();
		final double size = Keys.number("epsilon", epsilon, minimal ? range.extent() : usual(range));
		if (size > range.extent()) throw new IllegalArgumentException(
			"The key 'epsilon' is at most the extent of the value range, " + range.extent() + " for " +
				range + ", but " + epsilon.trim() + " was given; give less.");
		if (norm() == Norm.LINF && size > 0) shown().format().check(new Bound(Norm.LINF, size));
		return size;
	}

	private double usual(final ValueRange range) {
		return shown().format().atLeastOneLevel(norm(), USUAL * range.extent());
	}

	/**
	 * The method with this command's keys.
	 *
	 * @param size epsilon as of {@link #epsilon}
	 */
	final Attack attack(final AttackedSlice slice, final double size) {
		final Bound bound = Double.isNaN(size) ? Bound.RANGE
			: new Bound(norm(), norm().epsilon(size, slice.changeableValues()));
		return method().maker().apply(Keys.FieldKeys.of(this),
			new AttackMethod.Budget(bound, size, slice.range().extent(), slice.file().input().format()));
	}

	/** Another image to start from, of methods that know decisions alone; empty for none. */
	final String startText() {
		return method().access() == AttackMethod.Access.DECISIONS ? start.trim() : "";
	}

	/** Whether a change that is lost where it is saved is made longer. */
	final boolean isLengthened(final Attack attack) {
		return attack.isLengthened() || lengthen && method().commandKeys().contains("lengthen");
	}

	/** In which epsilon is measured. */
	final Norm norm() {
		return method().family() == Family.EXPECTATION
			? Keys.choice("base", base, AttackMethod.bases()).norm() : method().norm();
	}

	/** The search for the smallest epsilon. */
	final MinimalEpsilon smallest(final Attack attack) {
		return MinimalEpsilon.of((BoundedAttack) attack, attack.bound().epsilon(), shown().format())
			.withTolerance(tolerance);
	}

	/** What is wanted, in the user's words. */
	final String targetText() {
		return target.trim();
	}

	/** Of the method confidence. */
	final double confidence() {
		return confidence;
	}

	/** A folder of further images for the method universal; empty for none. */
	final String others() {
		return method().family() == Family.UNIVERSAL ? others.trim() : "";
	}
}
