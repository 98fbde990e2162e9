import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import org.gradiscope.Gradiscope;
import org.gradiscope.engine.Prediction;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.visualization.DeepDreamOptions;

/** Dreams on an 8-bit image: two paths, of the image and of the dream. */
public class DreamExample {

	public static void main(final String... paths) {
		final ImagePlus file = IJ.openImage(paths[0]);
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(
			(byte[]) file.getProcessor().getPixels(), file.getWidth(), file.getHeight());

		try (Gradiscope gradiscope = Gradiscope.open("micropatterns")) {
			final Prediction prediction = gradiscope.classify(image, ValueRange.EIGHT_BIT);
			System.out.println("Dreaming of " + prediction.ranked(1).get(0).label());

			final DeepDreamOptions options = DeepDreamOptions.of("auto").withOctaves(2).withSteps(5);
			save(gradiscope.dream(image, ValueRange.EIGHT_BIT, options), paths[1]);
		}
	}

	private static void save(final Img<FloatType> dream, final String path) {
		final FloatProcessor pixels = new FloatProcessor((int) dream.dimension(0), (int) dream.dimension(1));
		int i = 0;
		for (final FloatType value : dream)
			pixels.setf(i++, value.get());
		IJ.saveAs(new ImagePlus("dream", pixels), "Tiff", path);
	}
}
