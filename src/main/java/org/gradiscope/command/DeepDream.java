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
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ResultImage;
import org.gradiscope.imagej.SeriesPlots;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.imagej.StackPlanes;
import org.gradiscope.imagej.Titles;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.RowLimits;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;
import org.gradiscope.visualization.TemporalSmoothing;
import org.gradiscope.visualization.ZoomAnimation;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Amplifies what layers of a network see in an image. */
@Plugin(type = Command.class, name = "deep-dream", label = "Deep Dream",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Deep Dream...", weight = 22) },
	description = "Amplifies what layers of a network see in the image, or in its selection.")
public class DeepDream extends DreamCommand implements Previewable {

	@Parameter(label = "Keep",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = "false|true") },
		persist = false,
		description = "true: a dream that is canceled gives what it had, the last whole octave, the slices " +
			"and frames before. Of a time series, numbers as 2,5: the features that stay as they are, from 0.")
	private String keep = "false";

	@Parameter(label = "Live picture", persist = false,
		description = "Shows the picture in a window of its own while it dreams.")
	private boolean live = false;

	@Parameter(label = "Preview", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "Shows the first octaves on the image while the dialog is open.")
	private boolean preview = false;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false, description = "The result's title; auto: the " +
			"image's title without extension, then -deep-dream.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Dream",
		description = "The dream, of the input's type; a stack of the frames of a film.")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Curves", description = "Of a network of time series: " +
		"each feature of the dream against the time, one slice a slice.")
	private ImagePlus curves;

	private final Previewer previewer = new Previewer(this, this::sketch);

	@Override
	boolean takesVolumes() {
		return true;
	}

	@Override
	void compute(final OpenNetwork network) {
		final ZoomAnimation animation = animation();
		if (animation.frames() > 1 && network.descriptor().preprocessing().size().isVolume())
			throw new IllegalArgumentException("A film is of pictures, but the network " +
				network.descriptor().name() + " takes volumes; take frames=1.");
		if (animation.frames() > 1 && slices().length > 1)
			throw new IllegalArgumentException("A film begins with one picture, but the stack has " +
				slices().length + " slices; take slices=current.");
		final String name = Titles.unique(title, Titles.stem(input()) + "-deep-dream");
		final Region region = Region.of(input());
		final Recipe recipe = recipe(network, region);
		final List<List<ImageProcessor>> dreams = new ArrayList<>();
		showLive(live, name, region.width(), region.height());
		try {
			dream(network, region, animation, recipe, dreams);
		}
		catch (final CancellationException e) {
			if (!keepsCanceled() || dreams.isEmpty()) throw e;
			keepWhatIsThere();
			note("Canceled; what there was by then is kept: " + dreams.size() + " of " +
				(animation.frames() * slices().length) + ".");
		}
		final StackPlanes planes =
			new StackPlanes(shown(), Arrays.copyOf(slices(), Math.min(slices().length, dreams.size())));
		output = animation.frames() > 1 ? ResultImage.frames(shown(), slices()[0],
			dreams.stream().flatMap(List::stream).toList(), name)
			: ResultImage.like(planes.image(), planes.pictures(), planes.joined(dreams), name);
		shown().conversion().ifPresent(this::note);
		finish(output, recipe, input());
		if (network.descriptor().preprocessing().size().series()) {
			curves = SeriesPlots.of(output, Titles.unique(Titles.AUTO, name + "-curves"));
			openWhereShown(curves);
			finish(curves, recipe, input());
		}
	}

	private void dream(final OpenNetwork network, final Region region, final ZoomAnimation animation,
		final Recipe recipe, final List<List<ImageProcessor>> dreams) {
		final TemporalSmoothing calm = new TemporalSmoothing(calm());
		final Network chosen = chosen(network);
		final Objective[] objective = new Objective[1];
		forEachSlice(slice -> {
			final Pixels pixels = read(region, slice);
			final DeepDreamOptions options = ofChosen(options(network, pixels));
			final Optional<Prediction> before = predictIfClasses(network, pixels, slice, recipe);
			// A guide is looked at once.
			if (objective[0] == null) objective[0] = objective(network, pixels, options, recipe);
			recipe.with("options of slice " + slice, options);
			final Consumer<Pixels> screen = dream -> {
				dreams
					.add(shown().planesWith(slice, region, region.inside(pixels.values(), dream.values())));
				before.ifPresent(clean -> tellClasses(network, clean, dream, slice, recipe));
			};
			try {
				if (animation.frames() > 1) animation.run(pixels,
					(start, progress) -> DeepDreamer.dream(chosen, start, objective[0], options, progress),
					screen, progress());
				else screen.accept(calm.dream(SliceSelection.row(shown(), slice), pixels,
					(start, strength) -> DeepDreamer.dream(chosen, start, objective[0],
						options.withSteps(options.steps(), strength * options.stepSize()), progress())));
			}
			catch (final DeepDreamer.DreamCanceledException e) {
				// Of a film only whole frames are of use, but for the first.
				if (keepsCanceled() && (animation.frames() == 1 || dreams.isEmpty())) {
					screen.accept(e.soFar());
					recipe.with("stopped", "slice " + slice + ", " + e.stopped());
				}
				throw e;
			}
		});
	}

	private DeepDreamOptions options(final OpenNetwork network, final Pixels pixels) {
		final RowLimits rows = limits(kept()).of(network, Optional.of(pixels));
		return options(pixels.range())
			.withRows(rows.mapped(network.descriptor().preprocessing().range(), pixels.range()));
	}

	/** Whether what there was by then is kept if it is canceled. */
	private boolean keepsCanceled() {
		return keep.trim().equalsIgnoreCase("true");
	}

	/** The features that are kept. */
	private String kept() {
		return Set.of("true", "false").contains(keep.trim().toLowerCase(Locale.ROOT)) ? "" : keep;
	}

	/** How much likelier the classes that were climbed have become. */
	private void tellClasses(final OpenNetwork network, final Prediction clean, final Pixels dream,
		final int slice, final Recipe recipe) {
		if (targets(network).length == 0) return;
		final Prediction dreamt = Prediction.of(network, dream).get(0);
		for (final int target : targets(network)) {
			final String line = String.format(Locale.ROOT, "%s has the probability %.3f, %.3f before",
				clean.score(target).label(), dreamt.score(target).probability(),
				clean.score(target).probability());
			recipe.with("slice " + slice, line);
			note(line + ".");
		}
	}

	/** What is climbed; the recipe keeps it, with the sizes at which. */
	private Objective objective(final OpenNetwork network, final Pixels pixels,
		final DeepDreamOptions options, final Recipe recipe) {
		final Objective objective = objective(network, options);
		final List<DeepDreamOptions.Octave> octaves =
			DeepDreamer.octaves(network, pixels, objective, options);
		recipe.with("objective", objective).with("octaves dreamt", octaves);
		final int left = options.octaves() - octaves.size();
		if (left > 0) {
			recipe.with("octaves left out", left + ", which would be smaller than the network takes");
			note(left + " of " + options.octaves() +
				" octaves would be smaller than the network takes, and are left out.");
		}
		return objective;
	}

	@Override
	public void preview() {
		previewer.update(preview);
	}

	@Override
	public void cancel() {
		previewer.end();
	}

	/** Of the octaves, the ones before those that are larger than the small image. */
	private ImagePlus sketch(final OpenNetwork network, final ImagePlus small, final double factor,
		final Progress progress) {
		final Pixels pixels = read(network, small);
		final DeepDreamOptions all = options(network, pixels);
		final int left = (int) Math.round(-Math.log(factor) / Math.log(all.octaveScale()));
		final DeepDreamOptions first =
			all.withOctaves(Math.max(1, all.octaves() - left), all.octaveScale());
		final Pixels dream =
			DeepDreamer.dream(network, pixels, objective(network, first), first, progress);
		small.setProcessor(PixelType.of(small).processor(dream.values()));
		return small;
	}
}
