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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.SliceSelection;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that takes many images together: the slices of the open stack, or the files of a folder. */
public abstract class ImageSetCommand extends GradiscopeCommand {

	static final String NONE = "none";

	@Parameter
	private GradiscopeService gradiscope;

	/** Not required: Fiji would not run the command on a folder while no image is open. */
	@Parameter(label = "Image", required = false, persist = false,
		description = "The stack, unless there is a folder, as the screen shows it; the network " +
			"sees the bounds of the selected area, and all of them may change.")
	private ImagePlus input;

	@Parameter(label = "Folder",
		attrs = @Attr(name = Hints.OFFERS, value = NONE + "|" + Hints.FOLDER), persist = false,
		description = "The path of a folder, whose images and those of the folders in it are taken, or of " +
			"a folder and a glob for names (cells/*.tif); none: the slices of the open image.")
	private String folder = NONE;

	@Parameter(label = "Slices", choices = { "all", "current" },
		attrs = { @Attr(name = Hints.STACK), @Attr(name = Hints.WHEN, value = "folder=none|") },
		persist = false, description = "Every slice of a stack, or the one that is shown.")
	private String slices = SliceSelection.ALL.toString();

	@Parameter(label = "Head", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = NetworkCommand.HEAD_DESCRIPTION)
	private String head = Keys.AUTO;

	@Parameter(label = "Also input", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = NetworkCommand.ALSO_DESCRIPTION)
	private String alsoinput = "";

	/** All sets that were read from. */
	private final List<ImageSet> sets = new ArrayList<>();

	/** Null where there is a folder. */
	final ImagePlus input() {
		return isFolder() ? null : input;
	}

	private boolean isFolder() {
		return !folder.isBlank() && !folder.trim().equalsIgnoreCase(NONE);
	}

	/** @throws IllegalArgumentException unless there is an image or a folder */
	final void checkImages() {
		Keys.choice("slices", slices, SliceSelection.values());
		if (!isFolder() && ImageCommand.isMissing(input)) throw new IllegalArgumentException(
			"Images are needed, but none was given; open a stack, or give folder=PATH.");
	}

	/** The images as a network sees them. */
	final ImageSet images(final OpenNetwork network) {
		return kept(isFolder()
			? ImageSet.folder(folder.trim(), image -> NetworkCommand.shown(network, image), this::warn)
			: stack(network, Region.of(input)));
	}

	/** The same for any number of images: each is read when it is needed. */
	final ImageSet streamed(final OpenNetwork network) {
		return isFolder() ? streamed(network, folder.trim()) : kept(stack(network, Region.of(input)));
	}

	/** The same, of a stack whole slices, whatever is selected. */
	final ImageSet streamedWhole(final OpenNetwork network) {
		return isFolder() ? streamed(network, folder.trim())
			: kept(stack(network, Region.whole(input)));
	}

	/** Those of a file, a folder or a glob, each read when it is needed. */
	final ImageSet streamed(final OpenNetwork network, final String path) {
		return kept(ImageSet.streamed(path, image -> NetworkCommand.shown(network, image), this::warn));
	}

	private ImageSet kept(final ImageSet set) {
		sets.add(set);
		return set;
	}

	private ImageSet stack(final OpenNetwork network, final Region region) {
		final ShownImage shown = NetworkCommand.shown(network, input);
		return ImageSet.stack(shown, Keys.choice("slices", slices, SliceSelection.values()).of(shown),
			region);
	}

	/** The open image, also where there is a folder; null if there is none. */
	final ImagePlus open() {
		return ImageCommand.isMissing(input) ? null : input;
	}

	/** Images that could not be read. */
	@Override
	public final int failures() {
		return sets.stream().mapToInt(ImageSet::failures).sum();
	}

	/** All keys as they are, and what was read. */
	final Recipe recipe(final int images) {
		final Recipe recipe = recipe().with("images", images);
		return input() == null ? recipe
			: recipe.with("region", Region.of(input)).with("seen", ShownImage.of(input).description());
	}

	/** What is to be said of methods on a network. */
	final void tellRemarks(final List<AttackMethod> methods, final OpenNetwork network) {
		for (final AttackMethod method : methods) {
			final String remark = method.usual(1).remark(network.descriptor().labels().count());
			if (!remark.isEmpty()) warn(method + ": " + remark + ".");
		}
	}

	/** A network that is yet to be trained, to be given back. */
	final OpenNetwork create(final Architecture architecture, final String name, final long seed) {
		return gradiscope.create(architecture, name, seed);
	}

	/** A network behind a denoiser that is yet to be trained, to be given back. */
	final OpenNetwork denoised(final OpenNetwork network, final DenoiserArchitecture architecture,
		final String name, final long seed) {
		return gradiscope.denoised(network, architecture, name, seed);
	}

	/** A network, to be given back. */
	final OpenNetwork open(final String model) {
		final OpenNetwork network = NetworkCommand
			.given(gradiscope.open(model, head, progress(), prompt()), alsoinput, this::warn);
		tell(network);
		return network;
	}
}
