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

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.gradiscope.attack.patch.Palette;
import org.gradiscope.attack.patch.PatchOptions;
import org.gradiscope.attack.patch.Placements;
import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.imagej.Region;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The keys of the command that learns a patch. */
public abstract class PatchKeys extends ImageCommand {

	@Parameter(label = "Target",
		attrs = @Attr(
			name = Hints.OFFERS, value = "none|" + Hints.CLASSES + "|region-change|region-erase"),
		persist = false,
		description = "What is wanted of an image with the patch: none, any other class than without; a " +
			"label or an index from 0; of networks that output an image, region-change or region-erase: the " +
			"output under the patch and beside it.")
	private String target = AttackKeys.NONE;

	@Parameter(label = "Place", choices = { "anywhere", "fixed" }, persist = false,
		description = "anywhere: a sticker, at a random place of each image; fixed: where it is selected, " +
			"as spectacles are on portraits.")
	private String place = "anywhere";

	@Parameter(label = "Turn (degrees)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The largest random turn either way; auto: 20, of a fixed place 0.")
	private String turn = Keys.AUTO;

	@Parameter(label = "Scaling (fraction)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "By how much it is larger or smaller at random, at most; auto: 0.2, of a fixed " +
			"place 0.")
	private String scale = Keys.AUTO;

	@Parameter(label = "Light (fraction)", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How much its contrast and, of the value range, its brightness change at random, " +
			"at most, either way.")
	private double light = Placements.ANYWHERE.light();

	@Parameter(label = "Beside the patch (pixels)",
		attrs = { @Attr(name = Hints.OFFERS, value = Keys.AUTO),
			@Attr(name = Hints.WHEN, value = "target=region-change|region-erase") },
		persist = false,
		description = "How far beyond the selection the output is looked at; auto: half of its shorter " +
			"side.")
	private String beside = Keys.AUTO;

	@Parameter(label = "Other images", attrs = @Attr(name = Hints.OFFERS, value = "|" + Hints.FOLDER),
		persist = false,
		description = "A folder of further images, of the size of the open one, that are learnt from and " +
			"tried on too; empty: the slices alone.")
	private String others = "";

	@Parameter(label = "Held out (fraction)", min = "0.01", max = "0.99", stepSize = "0.05",
		persist = false,
		description = "Which part of the images, chosen by the seed, it is not learnt on, but tried on.")
	private double holdout = 0.25;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "How often it is changed a little.")
	private int steps = PatchOptions.STEPS;

	@Parameter(label = "Images in a step", min = "1", attrs = @Attr(name = Hints.ADVANCED),
		persist = false, description = "On how many images it is put for a step, each in a new place.")
	private int batch = PatchOptions.BATCH;

	@Parameter(label = "Climb", choices = { "adam", "sign" }, attrs = @Attr(name = Hints.ADVANCED),
		persist = false,
		description = "How a step follows the gradient: adam, or sign: every value by the whole rate.")
	private String climb = PatchOptions.Climb.ADAM.toString();

	@Parameter(label = "Rate (fraction)", min = "0.0001", max = "1", stepSize = "0.01",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The size of a step, as a fraction of the value range.")
	private double rate = PatchOptions.RATE;

	@Parameter(label = "Weight of the total variation", min = "0", stepSize = "0.1", persist = false,
		description = "How much it is to be smooth, so that cameras see it; 0: not at all.")
	private double variation = PatchOptions.VARIATION;

	@Parameter(label = "Colours to print with",
		attrs = @Attr(name = Hints.OFFERS, value = "none|" + Hints.FILE + "|" + Hints.IMAGES),
		persist = false,
		description = "none: any; else a text file with a colour a line, r,g,b of 0..255, or an image, " +
			"such as a photograph of a printed chart, whose colours are taken.")
	private String colours = AttackKeys.NONE;

	@Parameter(label = "Weight of the colours", min = "0", stepSize = "0.5",
		attrs = @Attr(name = Hints.WHEN, value = "colours!=none|"), persist = false,
		description = "How much it is to have colours that can be printed: of the non-printability score.")
	private double printability = PatchOptions.PRINTABILITY;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of all that is random; equal seeds give equal results.")
	private long seed = 1;

	/** What is wanted, in the user's words. */
	final String targetText() {
		return target.trim();
	}

	final boolean isOnRegion() {
		return targetText().equalsIgnoreCase(AttackKeys.REGION_CHANGE) || isErase();
	}

	final boolean isErase() {
		return targetText().equalsIgnoreCase(AttackKeys.REGION_ERASE);
	}

	final boolean isUntargeted() {
		return targetText().equalsIgnoreCase(AttackKeys.NONE);
	}

	/** A folder of further images; empty for none. */
	final String others() {
		return others.trim();
	}

	final double holdout() {
		return holdout;
	}

	final long seed() {
		return seed;
	}

	/** How far beyond the selection a region reaches, in pixels. */
	final int margin(final Region selected) {
		final double margin =
			Keys.number("beside", beside, Math.ceil(Math.min(selected.width(), selected.height()) / 2.0));
		if (margin >= 0 && margin == Math.rint(margin) && margin < 1 << 16) return (int) margin;
		throw new IllegalArgumentException(
			"The key 'beside' is a whole number of pixels from 0 on, or " + "auto, but '" + beside +
				"' was given.");
	}

	/** How it is learnt. */
	final PatchOptions options(final Region selected) {
		return PatchOptions.of(placements(selected), seed).withSteps(steps).withBatch(batch)
			.withClimb(Keys.choice("climb", climb, PatchOptions.Climb.values())).withRate(rate)
			.withVariation(variation).withPalette(palette(), printability);
	}

	private Placements placements(final Region selected) {
		final boolean fixed =
			Keys.choice("place", place, new String[] { "anywhere", "fixed" }).equals("fixed");
		if (isOnRegion() && !fixed) throw new IllegalArgumentException("The target " + targetText() +
			" is about what the network shows at the selection of every image, so the patch has to " +
			"stay there, but place=anywhere was given; give place=fixed.");
		final Placements usual =
			fixed ? Placements.fixed(new Placements.Centre(selected.top() + (selected.height() - 1) / 2.0,
				selected.left() + (selected.width() - 1) / 2.0)) : Placements.ANYWHERE;
		return usual.withTurn(Keys.number("turn", turn, usual.turn()))
			.withScale(Keys.number("scale", scale, usual.scale())).withLight(light);
	}

	/** Null for any colours. */
	private Palette palette() {
		final String from = colours.trim();
		if (from.isEmpty() || from.equalsIgnoreCase(AttackKeys.NONE)) return null;
		final String text = text(from);
		final Palette palette =
			text == null ? Palette.of(ImageLookup.pixels(from, this::warn)) : Palette.ofText(text);
		note("Colours to print with: " + palette.size() + ".");
		return palette;
	}

	/** The content of a text file; null of any other. */
	private static String text(final String path) {
		try {
			final Path file = Path.of(path);
			if (!Files.isRegularFile(file) || !path.matches("(?i).*\\.(txt|csv|tsv|dat)")) return null;
			return Files.readString(file);
		}
		catch (final CharacterCodingException | InvalidPathException e) {
			return null;
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(
				"The colours of " + path + " cannot be read: " + e.getMessage() + ".", e);
		}
	}
}
