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
import ij.measure.ResultsTable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.surface.LossLandscape;
import org.gradiscope.attack.surface.SurfaceFindings;
import org.gradiscope.attack.surface.SurfaceWords;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.SurfaceAxes;
import org.gradiscope.imagej.SurfacePictures;
import org.gradiscope.imagej.SurfaceTables;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Labels;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows the loss around an image, and where the network changes its mind. */
@Plugin(type = Command.class, name = "loss-surface", label = "Loss Surface",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Loss Surface...", weight = 34) },
	description = "Shows the loss around an image, in a plane of images: where the network changes its " +
		"mind, whether its gradient leads there, and how many directions fool.")
public class LossSurface extends ImageCommand {

	private static final String GRADIENT = "gradient";
	/** The share of the value range that the plane reaches, unless told (Tramèr 2018, figure 1). */
	private static final double USUAL = 16 / 255.0;

	@Parameter(label = "Target", attrs = @Attr(name = Hints.OFFERS, value = "top|" + Hints.CLASSES),
		persist = false, description = "The class whose loss, the cross-entropy, is drawn: top, the " +
			"likeliest one; a label or an index from 0.")
	private String target = "top";

	@Parameter(label = "Towards", attrs = @Attr(name = Hints.OFFERS, value = GRADIENT),
		persist = false,
		description = "The directions of the plane. gradient: the sign of the loss's gradient, and random " +
			"signs at a right angle to it; or two images of the same size, by title, ID or path, with a " +
			"comma between them.")
	private String towards = GRADIENT;

	@Parameter(label = "Epsilon (grey levels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "How far the plane of the gradient reaches either way, and how far the directions go " +
			"that are to fool, as the change of each value in grey levels; auto: 16/255 of the value range, or " +
			"32 or 64 where the network changes its mind along the gradient only then.")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Points along each side",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO), persist = false,
		description = "3 to 1001; an odd number has the image itself among them. auto: 21 to 101, fewer for " +
			"larger images.")
	private String points = Keys.AUTO;

	@Parameter(label = "Directions", min = "0", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Up to how many directions at right angles to each other are tried together, all as " +
			"far along the gradient as so many can go (Tramèr 2017); 0 for none.")
	private int directions = 32;

	@Parameter(label = "Norm of the directions", choices = { "l2", "linf" },
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "directions!=0") },
		persist = false,
		description = "l2: epsilon is the root mean square of a direction; linf: each of its values is " +
			"epsilon, and 1, 4, 16, ... are tried (Tramèr 2018).")
	private String norm = "l2";

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of all that is random; equal seeds give equal results.")
	private long seed = 1;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The loss image's title, and what the others begin with, before -classes, -plot, " +
			"-table and -directions; auto: the image's title without extension, then -loss-surface.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Figures",
		description = "Of each slice: how far the boundaries are along the axes, what the gradient and " +
			"random directions gain, how many directions fool, and what that means.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Directions that fool",
		description = "How many directions fool of each number that was tried.")
	private ResultsTable space;

	@Parameter(type = ItemIO.OUTPUT, label = "Loss",
		description = "The loss in 32 bits, one slice a slice; its calibration says where in the plane.")
	private ImagePlus loss;

	@Parameter(type = ItemIO.OUTPUT, label = "Surface",
		description = "The loss as a surface in space, in the colours of the classes.")
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT, label = "Classes",
		description = "The class at each point in colours, with the distances of the boundaries.")
	private ImagePlus classes;

	public LossSurface() {
		super(SliceSelection.CURRENT);
	}

	@Override
	void compute(final OpenNetwork network) {
		network.descriptor().requireClasses("A loss surface");
		final Labels labels = network.descriptor().labels();
		final int wanted = isTop() ? -1 : labels.index(target.trim());
		final List<String> others = others();
		final SurfaceAxes axes = axes(others);
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network, region);
		final LossLandscape options = options(network, region, wanted);
		recipe.with("surface", options);
		final SurfacePictures pictures = new SurfacePictures(axes, labels);
		final ResultsTable figures = Tables.empty();
		final ResultsTable counts = Tables.empty();
		final StringBuilder verdicts = new StringBuilder();
		forEachSlice(slice -> {
			final Pixels pixels = read(region, slice);
			final Prediction prediction = predict(network, pixels, slice, recipe);
			final SurfaceFindings found = options.around(network, pixels, region.mask(shown().channels()),
				isTop() ? prediction.best() : wanted, pixels(others, region, pixels, network), progress());
			final String words = new SurfaceWords(found, labels, axes.ways(), options.epsilon()).all();
			pictures.add("slice " + slice, found);
			SurfaceTables.add(figures, slice, found, labels, words);
			found.space().ifPresent(each -> SurfaceTables.addSpace(counts, slice, each));
			recipe.with("finding of slice " + slice, words);
			note(words);
			verdicts.append("Slice ").append(slice).append(": ").append(words).append("\n\n");
		});
		final String stem = Titles.unique(title, Titles.stem(input()) + "-loss-surface");
		Tables.addRange(figures, network.descriptor());
		table = figures;
		space = counts.size() == 0 ? null : counts;
		loss = listed(pictures.losses(stem), recipe);
		plot = listed(pictures.plot(Titles.unique(Titles.AUTO, stem + "-plot")), recipe);
		classes = listed(pictures.classes(Titles.unique(Titles.AUTO, stem + "-classes")), recipe);
		show(table, stem + "-table");
		if (space != null) show(space, stem + "-directions");
		show(verdicts.toString(), stem + "-findings");
	}

	private ImagePlus listed(final ImagePlus image, final Recipe recipe) {
		openWhereShown(image);
		finish(image, recipe, input());
		return image;
	}

	private double reach(final OpenNetwork network, final Region region, final int wanted,
		final double first) {
		if (!others().isEmpty()) return first;
		final Pixels pixels = read(region, slices()[0]);
		final int climbed = isTop() ? Prediction.of(network, pixels).get(0).best() : wanted;
		final double size = LossLandscape.reach(network, pixels, region.mask(shown().channels()),
			climbed, first, progress()::isCanceled);
		if (size > first)
			note(String.format(Locale.ROOT, "The network does not change its mind within " +
				"%.4g grey levels along the gradient's sign, so the plane reaches %.4g.", first, size));
		return size;
	}

	private boolean isTop() {
		return target.isBlank() || target.trim().equalsIgnoreCase("top");
	}

	/** The images that the plane goes through; none for that of the gradient. */
	private List<String> others() {
		if (towards.isBlank() || towards.trim().equalsIgnoreCase(GRADIENT)) return List.of();
		final List<String> names = Arrays.stream(towards.split(",")).map(String::trim).toList();
		if (names.size() == 2 && !names.contains("")) return names;
		throw new IllegalArgumentException(
			"The key 'towards' is gradient, or two images with a comma " + "between them, but '" +
				towards.trim() + "' was given; name one that has a comma by its ID.");
	}

	private static SurfaceAxes axes(final List<String> others) {
		return others.isEmpty() ? SurfaceAxes.GRADIENT
			: SurfaceAxes.towards(ImageLookup.name(others.get(0)), ImageLookup.name(others.get(1)));
	}

	private List<Tensor> pixels(final List<String> others, final Region region, final Pixels like,
		final OpenNetwork network) {
		return others.stream()
			.map(
				name -> ImageLookup.pixels(name, region, like, image -> shown(network, image), this::warn))
			.toList();
	}

	/** So that all slices have one plane, by the first one. */
	private LossLandscape options(final OpenNetwork network, final Region region, final int wanted) {
		final double extent = range(slices()[0]).extent();
		final double size = Keys.isAuto(epsilon) ? reach(network, region, wanted, USUAL * extent)
			: Keys.number("epsilon", epsilon, Double.NaN);
		if (!(size > 0 && size <= extent)) throw new IllegalArgumentException(
			"The key 'epsilon' is over 0 and at most the extent of the value range, " + extent +
				", but " + epsilon.trim() + " was given.");
		final double sides =
			Keys.number("points", points, LossLandscape.pointsFor(region.width() * region.height()));
		if (sides != (int) sides) throw new IllegalArgumentException(
			"The key 'points' is a whole number from 3 to 1001 or auto, but " + points.trim() +
				" was given.");
		return LossLandscape.of(size).withPoints((int) sides).withDirections(directions)
			.withNorm(Keys.choice("norm", norm, new String[] { "l2", "linf" })).withSeed(seed);
	}
}
