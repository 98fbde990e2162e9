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

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.patch.Holdout;
import org.gradiscope.attack.patch.Patch;
import org.gradiscope.attack.patch.PatchOptions;
import org.gradiscope.attack.patch.PatchStudy;
import org.gradiscope.attack.patch.PatchTrial;
import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.AttackTables;
import org.gradiscope.imagej.PatchImage;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Learns what to stick on images, so that a network is fooled on those that it has not seen too. */
@Plugin(type = Command.class, name = "adversarial-patch", label = "Adversarial Patch",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Adversarial Patch...", weight = 31.5) },
	description = "Learns a patch of the shape of the selection on the slices of a stack and the images " +
		"of a folder, so that it fools a network on images that it has not seen too; the network sees " +
		"whole images (Brown et al. 2017, 'Adversarial Patch').")
public class AdversarialPatch extends PatchKeys {

	@Parameter(label = "Live picture", persist = false,
		description = "Shows the patch in a window of its own while it is learnt.")
	private boolean live = false;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The patch's title; auto: the image's title without extension, then -patch.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Patch", attrs = @Attr(name = Hints.WHOLE),
		description = "The patch, of the type of the images; its shape is selected on it, and what is " +
			"outside of it is transparent in PNG files.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Images with the patch",
		description = "The held-out images with the patch, a slice each, with what the network says.")
	private ImagePlus images;

	@Parameter(type = ItemIO.OUTPUT, label = "Success",
		description = "How often the patch fools on held-out images and on those that it was learnt on, " +
			"with the interval of 95 % (Wilson 1927), beside random noise and a photograph of its shape " +
			"in the same places.")
	private ResultsTable table;

	/** The held-out images with the patch, and what the network says to each. */
	private final List<List<ImageProcessor>> patched = new ArrayList<>();
	private final List<String> labels = new ArrayList<>();

	private int failures;

	@Override
	public final int failures() {
		return failures;
	}

	@Override
	void compute(final OpenNetwork network) {
		patched.clear();
		labels.clear();
		final Region selected = selected();
		final PatchOptions options = options(selected);
		final Recipe recipe = recipe(network, Region.whole(input())).with("patch", selected);
		final PatchImages read = PatchImages.read(this, network, selected, recipe);
		failures = read.failures();
		final Holdout split = Holdout.of(read.images().size(), holdout(), seed());
		final List<PatchedImage> held = read.only(split.held());
		final Patch start = start(selected, held.get(0));
		note(String.format(Locale.ROOT,
			"Learnt on %d of the images, tried on the other %d (seed %d); the patch has %.3g %% of an image's area.",
			split.training().length, held.size(), seed(), 100 * area(start)));
		final String name = Titles.unique(title, Titles.stem(input()) + "-patch");
		showLive(live, name, start.width(), start.height());
		final PatchStudy study =
			new PatchStudy(options, PatchedImage.examples(read.only(split.training())),
				PatchedImage.examples(held), read.photograph().file().clean());
		final PatchStudy.Findings found =
			study.run(network, start, outcome -> keep(network.descriptor(), held, outcome), progress());
		progress().check();
		progress().report(1, 1, "");
		finish(network.descriptor(), found, held, name,
			recipe.with("options", options).with("held out", names(held)).with("area", area(start))
				.with("photograph", "the middle of " + read.photograph().name()));
	}

	/** The shape of the patch. */
	private Region selected() {
		if (!Region.isSelected(input())) throw new IllegalArgumentException(
			"The patch has the shape of the selection, but no area is selected; select one, such as " +
				"an oval, or for place=fixed what may change in all images. ImageJ saves a selection with a TIFF " +
				"file, which is how one comes to the command line.");
		final java.awt.Rectangle bounds = input().getRoi().getBounds();
		if (bounds.width > input().getWidth() || bounds.height > input().getHeight())
			throw new IllegalArgumentException("The patch is larger than the image: the selection has " +
				bounds.width + "x" + bounds.height + " pixels, and " + input().getTitle() + " " +
				input().getWidth() + "x" + input().getHeight() + "; select less.");
		final Region selected = Region.of(input());
		for (final float inside : selected.indicator().data())
			if (inside == 0) return selected;
		throw new IllegalArgumentException(
			"The selection covers the whole image, so that nothing of it would be left beside the patch; " +
				"select less.");
	}

	private Patch start(final Region selected, final PatchedImage like) {
		final Pixels image = like.file().clean();
		return Patch.grey(selected.inBounds(), image.channels(), image.range());
	}

	/** Of an image's. */
	private double area(final Patch patch) {
		return patch.area() / input().getWidth() / input().getHeight();
	}

	private static String names(final List<PatchedImage> images) {
		return String.join("; ", images.stream().map(PatchedImage::name).toList());
	}

	private void keep(final ModelDescriptor network, final List<PatchedImage> held,
		final PatchTrial.Outcome outcome) {
		final PatchedImage image = held.get(outcome.index());
		patched.add(image.with(outcome.image()));
		labels.add(image.name() + ", " + said(network, image, outcome.scores()) +
			(outcome.fools() ? ", fooled" : ""));
	}

	private static String said(final ModelDescriptor network, final PatchedImage image,
		final Tensor scores) {
		if (image.before() == null) return "picture";
		final Prediction.ClassScore after = Prediction.ofScores(network, scores).ranked(1).get(0);
		return image.before().ranked(1).get(0).label() + " > " + after.label() + " " + after.shown();
	}

	private void finish(final ModelDescriptor network, final PatchStudy.Findings found,
		final List<PatchedImage> held, final String name, final Recipe recipe) {
		shown().conversion().ifPresent(this::note);
		output = PatchImage.of(found.patch(), shown(), input().getRoi(), name);
		images = images(held, Titles.unique(Titles.AUTO, name + "-images"));
		table = Tables.empty();
		AttackTables.addPatches(table, found.figures());
		Tables.addRange(table, network);
		final Proportion success = found.figures().get(0).held();
		final String outcome =
			String.format(Locale.ROOT, "%d of %d held-out images (%.3g to %.3g of 1)", success.count(),
				success.total(), success.low(), success.high());
		recipe.with("success", outcome);
		if (success.count() == 0) warn("The patch fools on none of " + success.total() +
			" held-out images; select more, or give more steps or another target.");
		else note("The patch fools on " + outcome + ".");
		finish(output, recipe, input());
		finish(images, recipe, null);
		show(table, name + "-success");
	}

	/** In the order of the open stack and the folder. */
	private ImagePlus images(final List<PatchedImage> held, final String name) {
		final ImageStack stack = new ImageStack(input().getWidth(), input().getHeight());
		for (int n = 0; n < patched.size(); n++)
			for (final ImageProcessor plane : patched.get(n))
				stack.addSlice(labels.get(n), plane);
		final ImagePlus all = new ImagePlus(name, stack);
		final int channels = patched.get(0).size();
		if (channels > 1) {
			all.setDimensions(channels, held.size(), 1);
			all.setOpenAsHyperStack(true);
		}
		else if (stack.getProcessor(1).getBitDepth() != 24)
			all.setDisplayRange(range(slices()[0]).min(), range(slices()[0]).max());
		all.setCalibration(input().getCalibration().copy());
		return all;
	}
}
