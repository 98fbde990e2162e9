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
import ij.gui.Roi;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.PhotographCheck;
import org.gradiscope.imagej.AttackTables;
import org.gradiscope.imagej.PictureCorners;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.StraightenedImage;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Quadrangle;
import org.gradiscope.transform.Rectification;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Straightens the photograph of a print, and says what a network takes it for. */
@Plugin(type = Command.class, name = "check-photograph", label = "Check Photograph",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Check Photograph...", weight = 33.5) },
	description = "Takes a picture out of the photograph of its print, by its four corners, straightens it, " +
		"and says what a network takes it for.")
public class CheckPhotograph extends ImageCommand {

	/** By so much another turn has to be more like the original before it is worth a word. */
	private static final double PLAINLY = 0.1;

	private static final Integer[] TURNS = { 0, 90, 180, 270 };

	private static final int RGB = 3;

	@Parameter(label = "Corners", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "The four corners of the picture in the photograph, in any order, as x,y; x,y; x,y; x,y in " +
			"pixels; auto: those of the selection, which is a polygon, a rotated rectangle, a rectangle or a " +
			"multi-point.")
	private String corners = Keys.AUTO;

	@Parameter(label = "Original", attrs = @Attr(name = Hints.OFFERS, value = "|" + Hints.IMAGES),
		persist = false,
		description = "The image before it was changed and printed, which gives size and type and is compared: " +
			"the title or ID of an open image, or a path; empty: none, and the picture has the size " +
			"that the network takes or, if it takes any, its size in the photograph.")
	private String original = "";

	@Parameter(label = "Turn (degrees)", choices = { "0", "90", "180", "270" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "By how much the picture is turned clockwise, after its sides were found by their " +
			"places in the photograph.")
	private String turn = "0";

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The result's title; auto: the photograph's title without extension, then -straightened.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Straightened picture",
		description = "The picture as seen from the front, of the original's type and size.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Check",
		description = "Of each slice: whether the network takes it for another class than the original, how " +
			"like the original it is, and the likeliest classes of both.")
	private ResultsTable table;

	@Override
	void compute(final OpenNetwork network) {
		requireClasses(network.descriptor());
		final Quadrangle place = place();
		final StraightenedImage like = original.isBlank() ? StraightenedImage.like(shown())
			: StraightenedImage.like(original.trim(), image -> shown(network, image), this::warn);
		like.conversion(shown().channels()).ifPresent(this::warn);
		final Region seen = around(place);
		final Recipe recipe = recipe(network, seen).with("corners of the picture", place);
		final Rectification front = front(place, seen, size(network.descriptor(), like, place));
		final ResultsTable rows = Tables.empty();
		final List<Pixels> pictures = new ArrayList<>();
		forEachSlice(slice -> {
			final Pixels photograph = read(seen, slice);
			if (pictures.isEmpty()) warnOfTurn(front, photograph, like);
			pictures.add(picture(front, photograph, like));
			final PhotographCheck check =
				PhotographCheck.of(network, pictures.get(pictures.size() - 1), like.original());
			recipe.predicted(slice, check.photograph());
			AttackTables.addPhotograph(rows, slice, place.tilt(), check);
		});
		Tables.addRange(rows, network.descriptor());
		table = rows;
		output = like.image(pictures, Titles.unique(title, Titles.stem(input()) + "-straightened"));
		finish(output, recipe, input());
		show(table, output.getTitle() + "-check");
	}

	private void requireClasses(final ModelDescriptor network) {
		network.requireClasses("A check of a photograph");
		if (!network.givesClasses())
			throw new IllegalArgumentException("A check of a photograph is about classes, but " +
				network.name() + " gives " + network.gives() + "; take a network that gives classes.");
		if (shown().channels() != 1 && shown().channels() != RGB)
			throw new IllegalArgumentException("A photograph is grey or RGB, but " + network.name() +
				" takes " + shown().channels() + " channels; take another network.");
	}

	/** Where the picture is in the photograph, as it is to be turned. */
	private Quadrangle place() {
		final int quarters = Keys.choice("turn", turn, TURNS) / 90;
		final Quadrangle place =
			Keys.isAuto(corners) ? PictureCorners.selected(input()) : PictureCorners.of(corners, input());
		if (quarters == 0 && place.isUnsure()) warn(String.format(Locale.ROOT,
			"The picture is turned by %.0f degrees in the photograph, so its " +
				"place does not say which side is its top; if it lies on its side, give turn=90 or turn=270.",
			place.tilt()));
		return place.turned(quarters);
	}

	/** Height and width of what the picture becomes. */
	private int[] size(final ModelDescriptor network, final StraightenedImage like,
		final Quadrangle place) {
		if (like.original() != null)
			return new int[] { like.original().height(), like.original().width() };
		final InputSize taken = network.preprocessing().size();
		if (taken.fixed()) return new int[] { taken.height(), taken.width() };
		final int[] own = { Math.max(1, (int) Math.round(place.height())),
			Math.max(1, (int) Math.round(place.width())) };
		note("Without an original, the picture keeps its size in the photograph, " + own[1] + "x" +
			own[0] + " pixels.");
		return own;
	}

	/** What is read of the photograph: the bounds of the picture, and a pixel more for the interpolation. */
	private Region around(final Quadrangle place) {
		final double[] x = place.corners().stream().mapToDouble(Point::x).sorted().toArray();
		final double[] y = place.corners().stream().mapToDouble(Point::y).sorted().toArray();
		final int left = (int) Math.floor(x[0]) - 1;
		final int top = (int) Math.floor(y[0]) - 1;
		return Region.of(input(), new Roi(left, top, (int) Math.ceil(x[x.length - 1]) + 1 - left,
			(int) Math.ceil(y[y.length - 1]) + 1 - top));
	}

	/** In pixels of the part that is read. */
	private static Rectification front(final Quadrangle place, final Region seen, final int... size) {
		return new Rectification(new Quadrangle(place.corners().stream()
			.map(p -> new Point(p.x() - seen.left(), p.y() - seen.top())).toList()), size[0], size[1]);
	}

	private static Pixels picture(final Rectification front, final Pixels photograph,
		final StraightenedImage like) {
		return like.stored(photograph.with(front.apply(photograph.values())));
	}

	/** That the original lies another way in the photograph, if it plainly does. */
	private void warnOfTurn(final Rectification front, final Pixels photograph,
		final StraightenedImage like) {
		if (like.original() == null) return;
		final double[] alike = new double[TURNS.length];
		int best = 0;
		for (int k = 0; k < TURNS.length; k++) {
			final Rectification turned =
				new Rectification(front.place().turned(k), front.height(), front.width());
			alike[k] = PhotographCheck.correlation(picture(turned, photograph, like).values(),
				like.original().values());
			if (alike[k] > alike[best]) best = k;
		}
		if (alike[best] < alike[0] + PLAINLY) return;
		final Integer remedy = (TURNS[best] + Keys.choice("turn", turn, TURNS)) % 360;
		warn(String.format(Locale.ROOT,
			"Turned by %d degrees, the picture is more like the original (correlation %.2f instead of " +
				"%.2f); give turn=%d.",
			TURNS[best], alike[best], alike[0], remedy));
	}
}
