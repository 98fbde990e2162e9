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

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.gradiscope.attack.surface.SurfaceFindings;
import org.gradiscope.attack.surface.SurfaceGrid;
import org.gradiscope.model.Labels;

/** The surfaces of the loss around several images, a slice each. */
public final class SurfacePictures {

	private final SurfaceAxes axes;
	private final Labels labels;
	private final ClassColours colours = new ClassColours();
	private ImageStack losses;
	private ImageStack classes;
	private ImageStack plots;
	private SurfaceGrid grid;
	private double highest;

	/** @param labels of the network */
	public SurfacePictures(final SurfaceAxes axes, final Labels labels) {
		this.axes = axes;
		this.labels = labels;
	}

	/** Adds one slice; all have the same plane. */
	public void add(final String label, final SurfaceFindings findings) {
		grid = findings.grid();
		highest = Math.max(highest, grid.highest());
		losses =
			with(losses, label, new FloatProcessor(grid.points(), grid.points(), grid.losses().clone()));
		classes = with(classes, label, new ClassMapDrawing(findings, axes, labels, colours).draw());
		plots = with(plots, label, new SurfaceDrawing(findings, axes, colours).draw());
	}

	private static ImageStack with(final ImageStack stack, final String label,
		final ImageProcessor slice) {
		final ImageStack all =
			stack == null ? new ImageStack(slice.getWidth(), slice.getHeight()) : stack;
		all.addSlice(label, slice);
		return all;
	}

	/** The loss in 32 bits; the calibration says where in the plane a point lies, the image at (0, 0). */
	public ImagePlus losses(final String title) {
		final ImagePlus image = new ImagePlus(title, losses);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = grid.step();
		calibration.pixelHeight = grid.step();
		calibration.xOrigin = grid.origin();
		calibration.yOrigin = grid.origin();
		calibration.setUnit(axes.unit());
		ColourTables.apply(image, false, (float) Math.max(highest, 1e-6));
		return image;
	}

	/** The classes in colours, with a legend. */
	public ImagePlus classes(final String title) {
		return new ImagePlus(title, classes);
	}

	/** The loss as a surface in space. */
	public ImagePlus plot(final String title) {
		return new ImagePlus(title, plots);
	}
}
