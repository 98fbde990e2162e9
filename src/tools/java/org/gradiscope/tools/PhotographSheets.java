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

package org.gradiscope.tools;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import org.gradiscope.attack.view.Camera;
import org.gradiscope.attack.view.Light;
import org.gradiscope.attack.view.Pose;
import org.gradiscope.attack.view.View;
import org.gradiscope.cli.Main;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tools.ContactSheet.Panel;
import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Quadrangle;

/** The pictures of the page on photographs: views of one image, and what is left of three prints of it in photographs. */
public final class PhotographSheets {

	private static final String IMAGE = "membranes-rgb.tif";
	private static final int HEIGHT = 150;
	private static final int LARGE = 200;
	private static final long SEED = 5;
	/** Of the part that is printed, in pixels. */
	private static final int SIDE = 256;

	private static final String CORNERS = "150,96; 806,168; 770,690; 84,640";
	private static final SyntheticPhotograph LAMP = new SyntheticPhotograph(
		new Quadrangle(
			List.of(new Point(150, 96), new Point(806, 168), new Point(770, 690), new Point(84, 640))),
		750, 900, new double[] { 0.9, 0.8, 0.66 }, 22, 1.6, 5);

	/** What is printed, with its keys. */
	private static final Map<String, List<String>> PRINTS =
		Map.of("pgd", List.of("method=pgd", "epsilon=12"), "expectation",
			List.of("method=expectation", "epsilon=12", "steps=30", "samples=10", "angle=3", "scale=0.05",
				"perspective=0.03", "brightness=0.1", "contrast=0.25", "colour=0.2", "blur=1",
				"noise=0.02"));

	private final Path image;
	private final Path folder;

	private PhotographSheets(final Path whole, final Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
		final ImagePlus part = ImageFileReader.open(whole);
		part.setRoi(SIDE, 0, SIDE, SIDE);
		image = folder.resolve("part.jpg");
		Files.write(image, ImageFiles.bytes(part.crop(), "jpg"));
	}

	/** Arguments: the folder of the test images, and the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final PhotographSheets sheets =
			new PhotographSheets(Path.of(arguments[0], IMAGE), Path.of(arguments[1]));
		System.out.println(
			ContactSheet.write(sheets.views(), HEIGHT, sheets.folder.resolve("photograph-views.jpg")));
		System.out.println(ContactSheet.write(
			List.of(sheets.row("original"), sheets.row("pgd"), sheets.row("expectation")), LARGE,
			sheets.folder.resolve("photograph-prints.jpg")));
		System.exit(Main.DONE);
	}

	/** One range each, and all together. */
	private List<List<Panel>> views() throws IOException {
		final View none = View.NONE;
		final Pose pose = new Pose(1, 1, 0, 0.15);
		final Light light = new Light(0.15, 0.3, 0.3);
		final Camera camera = new Camera(1, 0.03, 0.06, 20);
		return List.of(
			List.of(view("the image", none), view("scale, angle", none.withPose(View.USUAL.pose())),
				view("perspective=0.15", none.withPose(pose)),
				view("brightness=0.25", none.withLight(new Light(0.25, 0, 0))),
				view("contrast=0.5", none.withLight(new Light(0, 0.5, 0)))),
			List.of(view("colour=0.3", none.withLight(new Light(0, 0, 0.3))),
				view("blur=3", none.withCamera(new Camera(3, 0, 0, 0))),
				view("noise=0.03, shot=0.12", none.withCamera(new Camera(0, 0.03, 0.12, 0))),
				view("jpeg=5", none.withCamera(new Camera(0, 0, 0, 5))),
				view("all", new View(new Pose(0.9, 1.1, 10, 0.1), light, camera))));
	}

	private Panel view(final String caption, final View view) throws IOException {
		final Pixels pixels = ImagePixels.read(ImageFileReader.open(image));
		final Pixels seen = pixels
			.with(view.draw(new SplittableRandom(SEED), pixels.range()).of(pixels.values()).images());
		return new Panel(caption, save("view-" + caption.replaceAll("\\W+", "-"), seen));
	}

	private Path save(final String name, final Pixels pixels) throws IOException {
		final Path file = folder.resolve(name + ".jpg");
		Files.write(file, ImageFiles.bytes(new ImagePlus(name, ImagePixels.rgb(pixels)), "jpg"));
		return file;
	}

	/** A print, its photograph, and what comes of it. */
	private List<Panel> row(final String name) throws IOException {
		final Path print = name.equals("original") ? image : printed(name);
		final Path photograph =
			save(name + "-photograph", LAMP.of(ImagePixels.read(ImageFileReader.open(print))));
		final Path straight = folder.resolve(name + "-straightened.tif");
		CommandExample.run("check-photograph", "input=" + photograph, "output=" + straight,
			"corners=" + CORNERS, "original=" + image);
		final ResultsTable check =
			ResultsTable.open(folder.resolve(name + "-straightened.csv").toString());
		final ResultsTable before =
			name.equals("original") ? check : ResultsTable.open(folder.resolve(name + ".csv").toString());
		return List.of(
			new Panel(name + ": " + said(before, name.equals("original") ? "original" : "after"), print),
			new Panel("its print, photographed", photograph),
			new Panel("straightened: " + said(check, "photograph"), straight));
	}

	private Path printed(final String name) {
		final Path print = folder.resolve(name + ".tif");
		final List<String> arguments =
			new ArrayList<>(List.of("adversarial-perturbation", "input=" + image, "output=" + print));
		arguments.addAll(PRINTS.get(name));
		CommandExample.run(arguments.toArray(String[]::new));
		return print;
	}

	private static String said(final ResultsTable table, final String when) {
		return String.format(Locale.ROOT, "%s %.2f", table.getStringValue(when + "-1", 0),
			table.getValue(when + "-1-probability", 0));
	}
}
